import { defineCommand } from '../define-command.ts';
import { choice, one, required, text, withDefault } from '../options.ts';

export const userAddCommand = defineCommand({
  name: 'user add',
  arguments: { name: one },
  options: {
    role: withDefault(choice(['viewer', 'reviewer', 'admin']), 'reviewer'),
    passwordFile: required(text('file')),
    data: text('folder'),
  },
  texts: {
    en: {
      summary: 'add a user of the web app',
      description:
        'With users the web app asks for a password, on this machine too. The first one is an administrator, who adds the others in the app. The app must not be running.',
      arguments: { name: 'name to sign in with' },
      options: {
        role: 'what the user may do: look, review, or everything',
        passwordFile: 'file whose first line is the password; - reads it from standard input',
        data: 'folder that keeps everything (default: leukoscope in the folder for user data)',
      },
    },
    es: {
      summary: 'añadir un usuario de la aplicación web',
      description:
        'Con usuarios la aplicación web pide contraseña, también en este equipo. El primero es un administrador, que añade a los demás en la aplicación. La aplicación no debe estar en marcha.',
      arguments: { name: 'nombre con el que iniciar sesión' },
      options: {
        role: 'qué puede hacer el usuario: mirar, revisar o todo',
        passwordFile: 'archivo cuya primera línea es la contraseña; - la lee de la entrada estándar',
        data: 'carpeta que lo guarda todo (por defecto: leukoscope en la carpeta de datos del usuario)',
      },
    },
  },
  examples: [
    {
      run: 'leukoscope user add ana --role admin --password-file password.txt',
      en: 'The first user, an administrator',
      es: 'El primer usuario, un administrador',
    },
  ],
});
