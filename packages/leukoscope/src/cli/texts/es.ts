import type { Texts } from './texts.ts';

export const ES: Texts = {
  about:
    'Leukoscope entrena, prueba y usa clasificadores que distinguen los glóbulos blancos típicos de los atípicos. Todo ocurre en este equipo; ninguna imagen sale de él.',
  notADiagnosis: 'Una ayuda para el especialista, no un diagnóstico.',
  firstSteps: 'Para empezar:',
  moreHelp: (program) =>
    `Todas las órdenes: ${program} --help. Una de ellas: ${program} train --help. In English: ${program} --lang en.`,
  errorLabel: 'error',
  warningLabel: 'aviso',
  help: {
    headings: {
      'Usage:': 'Uso:',
      'Arguments:': 'Argumentos:',
      'Options:': 'Opciones:',
      'Commands:': 'Órdenes:',
      'Global Options:': 'Opciones de todas las órdenes:',
    },
    examples: 'Ejemplos:',
    optionsWord: 'opciones',
    commandWord: 'orden',
    defaultValue: (value) => `por defecto ${value}`,
    required: 'obligatoria',
    repeatable: 'puede repetirse',
  },
  options: {
    lang: 'idioma de la ayuda, los mensajes y los informes (por defecto, el de LC_ALL, LC_MESSAGES o LANG)',
    json: 'escribe el resultado como un solo documento JSON en una línea',
    progress:
      'cómo se muestra el avance en stderr (por defecto auto: una barra en un terminal, líneas sueltas si no lo es)',
    quiet: 'sin avance ni notas; los avisos y los errores se muestran igualmente',
    version: 'escribe la versión',
    help: 'muestra esta ayuda',
  },
  helpCommand: 'muestra la ayuda de una orden',
  groups: { data: 'mirar los datos, repartirlos y comprobar qué se puede creer de ellos' },
  unexpected: (message) => `Leukoscope ha fallado de un modo que no debería: ${message}`,
  unexpectedHint: 'La culpa es nuestra. Repita la orden con LEUKOSCOPE_DEBUG=1 y envíenos lo que escriba.',
  interrupting: 'guardando… Ctrl-C otra vez para parar de inmediato.',
  interrupted: 'interrumpido.',
  progress: {
    stages: {
      scan: 'buscando archivos',
      hash: 'leyendo archivos',
      decode: 'descodificando imágenes',
      compare: 'comparando imágenes',
      train: 'entrenando',
      validate: 'validando',
      'learning-rate-test': 'prueba de la tasa de aprendizaje',
      evaluate: 'evaluando',
      classify: 'clasificando',
      bootstrap: 'remuestreando pacientes',
      explain: 'explicando',
      download: 'descargando',
      write: 'escribiendo',
    },
    units: {
      images: 'imágenes',
      cells: 'células',
      files: 'archivos',
      steps: 'pasos',
      resamples: 'remuestreos',
    },
    perSecond: (rate) => `${rate}/s`,
    remaining: (time) => `quedan ${time}`,
    took: (time) => `en ${time}`,
  },
};
