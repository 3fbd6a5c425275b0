/** Words that people of the field, of other tools or of the other language type for our commands. */
export const OTHER_WORDS: Readonly<Record<string, string>> = {
  ...{ predict: 'classify', infer: 'classify', run: 'classify', clasificar: 'classify' },
  ...{ test: 'evaluate', validate: 'evaluate', eval: 'evaluate', evaluar: 'evaluate', probar: 'evaluate' },
  ...{ fit: 'train', learn: 'train', resume: 'train', entrenar: 'train' },
  ...{ download: 'get', fetch: 'get', datasets: 'get', descargar: 'get' },
  ...{ check: 'scan', inspect: 'scan', duplicates: 'scan', examinar: 'scan' },
  ...{ labels: 'scheme', types: 'scheme', classes: 'scheme', etiquetas: 'scheme', partir: 'split' },
  ...{ example: 'demo', start: 'demo', ejemplo: 'demo', ayuda: 'help' },
};
