/** What `--data` is, for the commands of the web app's store. */
export const DATA_TEXT = {
  en: 'folder of the web app that keeps everything (default: leukoscope in the folder for user data)',
  es: 'carpeta de la aplicación web que lo guarda todo (por defecto: leukoscope en la carpeta de datos del usuario)',
} as const;
