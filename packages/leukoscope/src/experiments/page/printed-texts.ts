import type { Language } from '../../errors/entry.ts';

interface PrintedTexts {
  readonly artCaption: string;
  readonly artColumns: readonly [work: string, image: string, hardware: string, cost: string, accuracy: string];
  readonly notReported: string;
  readonly artNote: string;
  readonly planCaption: string;
  readonly planColumns: readonly string[];
  readonly planned: (batches: readonly number[], epochs: number) => string;
  readonly done: (id: number, batch: number | null, epochs: number) => string;
  readonly planNote: string;
  readonly comparisonCaption: string;
  readonly ownWork: string;
  readonly oursClinical: (label: string, id: number) => string;
  readonly comparisonNote: string;
  readonly wholeAnswer: (counts: { readonly rounded: number; readonly cut: number; readonly of: number }) => string;
  readonly wholeCaption: string;
  readonly wholeColumns: readonly string[];
  readonly yesNo: (yes: boolean) => string;
}

export const PRINTED_TEXTS: Readonly<Record<Language, PrintedTexts>> = {
  en: {
    artCaption: 'Table I. The state of the art that the paper cites',
    artColumns: ['work', 'image', 'hardware', 'cost', 'accuracy'],
    notReported: 'not reported',
    artNote:
      'As printed. These works are of other tissues and other questions; none of them can be computed from blood cells.',
    planCaption: "Table II. The paper's plan for the CNN, and what its result tables say was run",
    planColumns: ['image', 'planned', 'run, by tables III and IV'],
    planned: (batches, epochs) => `batches ${batches.join(', ')}; ${epochs} epochs`,
    done: (id, batch, epochs) => `ID ${id}: batch ${batch ?? '—'}, ${epochs} epochs`,
    planNote:
      "The two differ: the plan's batch of 32 is 34 in the results, 60 epochs at 32 px are not planned, and the planned 60 epochs at 400 px are nowhere reported. Both are recorded as they stand; what is run here follows the result tables.",
    comparisonCaption: 'Table VIII. The works that the paper compares itself with, its best model, and ours',
    ownWork: 'the paper, ID 14',
    oursClinical: (label, id) => `${label}, ID ${id}, clinical: positive = atypical`,
    comparisonNote:
      "The other works count the disease as positive. Beside them belongs the paper's row with atypical as positive: sensitivity 0.93 and not 0.98.",
    wholeAnswer: ({ rounded, cut, of }) =>
      rounded === of
        ? `Yes: all ${of} printed %FN are a whole number of the 3672 test images, if they are rounded. Cut, as the paper's accuracies and error rates are, only ${cut} of them would be: the paper rounds its %FN, as it does its sensitivities and specificities (2915 of 2979 is 0.9785, printed 0.98).`
        : `Not all: ${rounded} of the ${of} printed %FN are a whole number of the 3672 test images if they are rounded, ${cut} if they are cut.`,
    wholeCaption: 'Each published %FN, and the images that it is',
    wholeColumns: ['ID', 'printed %FN', 'images', 'of 3672', 'if rounded', 'if cut'],
    yesNo: (yes) => (yes ? 'yes' : 'no'),
  },
  es: {
    artCaption: 'Tabla I. El estado del arte que cita el artículo',
    artColumns: ['trabajo', 'imagen', 'equipo', 'coste', 'exactitud'],
    notReported: 'no informado',
    artNote:
      'Como está impreso. Estos trabajos son de otros tejidos y otras preguntas; ninguno se puede calcular con células sanguíneas.',
    planCaption: 'Tabla II. El plan del artículo para la CNN, y lo que sus tablas de resultados dicen que se ejecutó',
    planColumns: ['imagen', 'planeado', 'ejecutado, según las tablas III y IV'],
    planned: (batches, epochs) => `lotes ${batches.join(', ')}; ${epochs} épocas`,
    done: (id, batch, epochs) => `ID ${id}: lote ${batch ?? '—'}, ${epochs} épocas`,
    planNote:
      'Los dos difieren: el lote de 32 del plan es 34 en los resultados, 60 épocas a 32 px no están en el plan, y las 60 épocas planeadas a 400 px no aparecen en ningún resultado. Ambos se registran como están; lo que aquí se ejecuta sigue las tablas de resultados.',
    comparisonCaption: 'Tabla VIII. Los trabajos con que se compara el artículo, su mejor modelo y los nuestros',
    ownWork: 'el artículo, ID 14',
    oursClinical: (label, id) => `${label}, ID ${id}, clínica: positivo = atípica`,
    comparisonNote:
      'Los otros trabajos cuentan la enfermedad como positiva. A su lado corresponde la fila del artículo con atípica como positiva: sensibilidad 0.93 y no 0.98.',
    wholeAnswer: ({ rounded, cut, of }) =>
      rounded === of
        ? `Sí: los ${of} %FN impresos son un número entero de las 3672 imágenes de prueba, si están redondeados. Truncados, como las exactitudes y las tasas de error del artículo, solo lo serían ${cut}: el artículo redondea sus %FN, como sus sensibilidades y especificidades (2915 de 2979 es 0.9785, impreso 0.98).`
        : `No todos: ${rounded} de los ${of} %FN impresos son un número entero de las 3672 imágenes de prueba si están redondeados, ${cut} si están truncados.`,
    wholeCaption: 'Cada %FN publicado, y las imágenes que son',
    wholeColumns: ['ID', '%FN impreso', 'imágenes', 'de 3672', 'si redondeado', 'si truncado'],
    yesNo: (yes) => (yes ? 'sí' : 'no'),
  },
};
