import { EXIT, entry } from './entry.ts';

const MEGAPIXEL = 1_000_000;

const ACCEPTED = { en: 'JPEG, PNG, WebP or TIFF', es: 'JPEG, PNG, WebP o TIFF' };

const bad = { exitCode: EXIT.badInput, httpStatus: 422 } as const;

/** What can be wrong with the file of one image (exit 3). `path` is the file, or the name under which it was sent. */
export const imageErrors = {
  'image.missing': entry<{ path: string }>({
    ...bad,
    en: (d) => ({
      message: `cannot find the image ${d.path}: there is no such file.`,
      hint: 'Correct the path, or leave this image out.',
    }),
    es: (d) => ({
      message: `no se encuentra la imagen ${d.path}: no existe tal archivo.`,
      hint: 'Corrija la ruta o excluya esta imagen.',
    }),
  }),
  'image.not-a-file': entry<{ path: string }>({
    ...bad,
    en: (d) => ({
      message: `cannot read the image ${d.path}: got a folder or a device, expected a file.`,
      hint: 'Name the image file itself.',
    }),
    es: (d) => ({
      message: `no se puede leer la imagen ${d.path}: es una carpeta o un dispositivo y se esperaba un archivo.`,
      hint: 'Indique el archivo de la imagen.',
    }),
  }),
  'image.empty': entry<{ path: string }>({
    ...bad,
    en: (d) => ({
      message: `the image ${d.path} is empty: got 0 bytes, expected ${ACCEPTED.en}.`,
      hint: 'Copy or export the image again.',
    }),
    es: (d) => ({
      message: `la imagen ${d.path} está vacía: tiene 0 bytes y se esperaba ${ACCEPTED.es}.`,
      hint: 'Copie o exporte la imagen de nuevo.',
    }),
  }),
  'image.truncated': entry<{ path: string; format: string }>({
    ...bad,
    en: (d) => ({
      message: `the image ${d.path} is cut short: the ${d.format} file ends before its picture does.`,
      hint: 'Copy or export the image again; the copy was probably interrupted.',
    }),
    es: (d) => ({
      message: `la imagen ${d.path} está truncada: el archivo ${d.format} termina antes que su contenido.`,
      hint: 'Copie o exporte la imagen de nuevo; es probable que la copia se interrumpiera.',
    }),
  }),
  'image.damaged': entry<{ path: string; format: string }>({
    ...bad,
    en: (d) => ({
      message: `the image ${d.path} is damaged: its ${d.format} data cannot be decoded without error.`,
      hint: 'Copy or export the image again from its source.',
    }),
    es: (d) => ({
      message: `la imagen ${d.path} está dañada: sus datos ${d.format} no se pueden decodificar sin errores.`,
      hint: 'Copie o exporte la imagen de nuevo desde su origen.',
    }),
  }),
  'image.not-an-image': entry<{ path: string }>({
    ...bad,
    en: (d) => ({
      message: `${d.path} is not an image: its content is not ${ACCEPTED.en}, whatever its name says.`,
      hint: 'Leave this file out, or replace it with the image.',
    }),
    es: (d) => ({
      message: `${d.path} no es una imagen: su contenido no es ${ACCEPTED.es}, diga lo que diga su nombre.`,
      hint: 'Excluya este archivo o sustitúyalo por la imagen.',
    }),
  }),
  'image.unsupported-format': entry<{ path: string; format: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 415,
    en: (d) => ({
      message: `cannot use the image ${d.path}: got the format ${d.format}, expected ${ACCEPTED.en}.`,
      hint: 'Convert it without loss, for example to PNG or TIFF.',
    }),
    es: (d) => ({
      message: `no se puede usar la imagen ${d.path}: su formato es ${d.format} y se esperaba ${ACCEPTED.es}.`,
      hint: 'Conviértala sin pérdida, por ejemplo a PNG o TIFF.',
    }),
  }),
  'image.unsupported-pixels': entry<{ path: string; format: string; pixels: string }>({
    ...bad,
    en: (d) => ({
      message: `cannot use the image ${d.path}: got ${d.format} pixels of type ${d.pixels}, expected 8 or 16 bits in grey, RGB or CMYK.`,
      hint: 'Export it from its program as 8-bit RGB.',
    }),
    es: (d) => ({
      message: `no se puede usar la imagen ${d.path}: sus píxeles ${d.format} son de tipo ${d.pixels} y se esperaban 8 o 16 bits en gris, RGB o CMYK.`,
      hint: 'Expórtela desde su programa como RGB de 8 bits.',
    }),
  }),
  'image.animated': entry<{ path: string; format: string; pictures: number | null }>({
    ...bad,
    en: (d) => ({
      message: `cannot use the image ${d.path}: the ${d.format} file holds ${d.pictures ?? 'several'} pictures, expected one cell in one picture.`,
      hint: 'Save the picture you mean as a file of its own.',
    }),
    es: (d) => ({
      message: `no se puede usar la imagen ${d.path}: el archivo ${d.format} contiene ${d.pictures ?? 'varias'} imágenes y se esperaba una célula en una sola imagen.`,
      hint: 'Guarde la imagen deseada en un archivo propio.',
    }),
  }),
  'image.cache-damaged': entry<{ path: string; cacheFolder: string }>({
    exitCode: EXIT.machine,
    httpStatus: 500,
    en: (d) => ({
      message: `the cached pixels of ${d.path} were damaged while in use (cache ${d.cacheFolder}).`,
      hint: 'Run the same command again, the image will be decoded anew. If it happens again, check the disk.',
    }),
    es: (d) => ({
      message: `los píxeles de ${d.path} guardados en la caché se dañaron durante el uso (caché ${d.cacheFolder}).`,
      hint: 'Repita la misma orden: la imagen se decodificará de nuevo. Si vuelve a ocurrir, compruebe el disco.',
    }),
  }),
  'image.too-large': entry<{ path: string; widthPx: number; heightPx: number; limitPixels: number }>({
    ...bad,
    en: (d) => ({
      message: `the image ${d.path} is too large: its header says ${d.widthPx} x ${d.heightPx} px (${megapixels(d, 'en')} megapixels), expected at most ${d.limitPixels / MEGAPIXEL}.`,
      hint: 'Cut out the cells first: one image holds one cell.',
    }),
    es: (d) => ({
      message: `la imagen ${d.path} es demasiado grande: su cabecera dice ${d.widthPx} x ${d.heightPx} px (${megapixels(d, 'es')} megapíxeles) y se admiten ${d.limitPixels / MEGAPIXEL} como máximo.`,
      hint: 'Recorte antes las células: cada imagen contiene una sola célula.',
    }),
  }),
  'image.cells-not-found': entry<{ count: number; of: number }>({
    ...bad,
    en: (d) => ({
      message: `no nucleated cell was found in ${d.count} of ${d.of} images: their middle was used instead.`,
      hint: 'Look at them: a crop to the cell needs one stained, nucleated cell near the centre.',
    }),
    es: (d) => ({
      message: `no se encontró ninguna célula nucleada en ${d.count} de ${d.of} imágenes: se usó su parte central.`,
      hint: 'Revíselas: el recorte a la célula necesita una célula nucleada y teñida cerca del centro.',
    }),
  }),
  'image.stains-unchanged': entry<{ count: number; of: number }>({
    ...bad,
    en: (d) => ({
      message: `the stain of ${d.count} of ${d.of} images was not normalised: they have too little colour to go by.`,
      hint: 'Look at them: two dyes must be visible.',
    }),
    es: (d) => ({
      message: `no se normalizó la tinción de ${d.count} de ${d.of} imágenes: tienen demasiado poco color para hacerlo.`,
      hint: 'Revíselas: deben verse dos colorantes.',
    }),
  }),
  /** `strangeness`: its distance from the cells that the model knows, as a share of the limit. */
  'image.unknown': entry<{ path: string; strangeness: number }>({
    ...bad,
    en: (d) => ({
      message: `${d.path} does not look like any cell the model knows: got ${d.strangeness.toFixed(1)} times the distance from them at which that is said, expected at most 1.`,
      hint: 'Look at the image: it may show no cell, or come from another laboratory. To have it called all the same: --allow-unknown.',
    }),
    es: (d) => ({
      message: `${d.path} no se parece a ninguna célula que el modelo conozca: está a ${d.strangeness.toFixed(1)} veces la distancia a la que se dice, se esperaba 1 como máximo.`,
      hint: 'Mire la imagen: puede que no muestre ninguna célula o que venga de otro laboratorio. Para clasificarla a pesar de ello: --allow-unknown.',
    }),
  }),
  'image.frame-assumed': entry<{ shorterSidePx: number; micronsPerPixel: number }>({
    ...bad,
    en: (d) => ({
      message: `too few red cells tell the scale of these images: their frames are taken to show ${(d.shorterSidePx * d.micronsPerPixel).toFixed(1)} µm, as those of the training.`,
      hint: 'Give --microns-per-pixel as a number if these images are magnified otherwise.',
    }),
    es: (d) => ({
      message: `hay demasiado pocos hematíes para saber la escala de estas imágenes: se supone que sus cuadros muestran ${(d.shorterSidePx * d.micronsPerPixel).toFixed(1)} µm, como los del entrenamiento.`,
      hint: 'Indique --microns-per-pixel con un número si estas imágenes tienen otro aumento.',
    }),
  }),
  'image.other-scale': entry<{ widthUm: number; trainedUm: number }>({
    ...bad,
    en: (d) => ({
      message: `the frames of these images are ${d.widthUm.toFixed(1)} µm wide by their red cells, those of the model's training were ${d.trainedUm.toFixed(1)} µm: cells look ${(d.trainedUm / d.widthUm).toFixed(2)} times as large to it as those it learnt from.`,
      hint: 'Pass --microns-per-pixel estimated, or adapt the model to this laboratory (leukoscope adapt).',
    }),
    es: (d) => ({
      message: `los cuadros de estas imágenes tienen ${d.widthUm.toFixed(1)} µm de ancho según sus hematíes, y los del entrenamiento del modelo ${d.trainedUm.toFixed(1)} µm: las células le parecen ${(d.trainedUm / d.widthUm).toFixed(2)} veces tan grandes como las que aprendió.`,
      hint: 'Indique --microns-per-pixel estimated o adapte el modelo a este laboratorio (leukoscope adapt).',
    }),
  }),
  'image.scale-assumed': entry<{ sideUm: number; micronsPerPixel: number }>({
    ...bad,
    en: (d) => ({
      message: `the model sees ${d.sideUm} µm around each cell; too few red cells tell the scale of these images, and a pixel is taken for ${d.micronsPerPixel} µm, as in its training.`,
      hint: 'Give --microns-per-pixel if these images are magnified otherwise.',
    }),
    es: (d) => ({
      message: `el modelo ve ${d.sideUm} µm alrededor de cada célula; hay demasiado pocos hematíes para saber la escala de estas imágenes, y se toma un píxel por ${d.micronsPerPixel} µm, como en su entrenamiento.`,
      hint: 'Indique --microns-per-pixel si estas imágenes tienen otro aumento.',
    }),
  }),
} as const;

function megapixels(size: { widthPx: number; heightPx: number }, language: 'en' | 'es'): string {
  return ((size.widthPx * size.heightPx) / MEGAPIXEL).toLocaleString(language, { maximumFractionDigits: 1 });
}
