import { defineCommand } from '../define-command.ts';
import { integer, repeatable, text, withDefault } from '../options.ts';

export const serveCommand = defineCommand({
  name: 'serve',
  arguments: {},
  options: {
    port: withDefault(integer('n', { min: 0, max: 65_535 }), 8321),
    host: withDefault(text('address'), '127.0.0.1'),
    data: text('folder'),
    root: repeatable(text('folder')),
    allowHost: repeatable(text('name')),
    backups: text('folder'),
  },
  texts: {
    en: {
      summary: 'open the web app: load cases, review, sign, export, learn',
      description:
        'Serves the page and its REST API (/openapi.json) to this machine alone, without a password, until Ctrl-C. Others in the network are let in with --host, and only as users with passwords (leukoscope user add); put a proxy with TLS before it. The log on stderr holds no names.',
      arguments: {},
      options: {
        port: 'port; 0 takes any that is free',
        host: 'address to listen on; other than this machine needs users with passwords',
        data: 'folder that keeps everything (default: leukoscope in the folder for user data)',
        root: 'folder on this machine that images and models may be loaded from; may be given several times',
        allowHost: 'further name under which the page is opened, that of a proxy say; may be given several times',
        backups: 'folder for backups that the page makes (default: backups in the data folder)',
      },
    },
    es: {
      summary: 'abrir la aplicación web: cargar casos, revisar, firmar, exportar, aprender',
      description:
        'Sirve la página y su API REST (/openapi.json) solo a este equipo, sin contraseña, hasta Ctrl-C. Con --host se deja entrar a otros de la red, y solo como usuarios con contraseña (leukoscope user add); ponga delante un proxy con TLS. El registro en stderr no contiene nombres.',
      arguments: {},
      options: {
        port: 'puerto; 0 toma uno libre',
        host: 'dirección en la que escuchar; si no es este equipo, hacen falta usuarios con contraseña',
        data: 'carpeta que lo guarda todo (por defecto: leukoscope en la carpeta de datos del usuario)',
        root: 'carpeta de este equipo de la que se pueden cargar imágenes y modelos; puede repetirse',
        allowHost: 'otro nombre con el que se abre la página, por ejemplo el de un proxy; puede repetirse',
        backups: 'carpeta de las copias de seguridad que hace la página (por defecto: backups en la carpeta de datos)',
      },
    },
  },
  examples: [
    { run: 'leukoscope serve', en: 'For this machine alone', es: 'Solo para este equipo' },
    {
      run: 'leukoscope serve --data review/ --root smears/ --port 0',
      en: 'With a data folder of its own and a folder to import from',
      es: 'Con una carpeta de datos propia y una carpeta de la que importar',
    },
  ],
});
