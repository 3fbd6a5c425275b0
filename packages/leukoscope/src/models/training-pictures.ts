import { z } from 'zod';
import { LOOK_MEASURES } from '../evaluation/promises/cell-look.ts';

const three = z.tuple([z.number(), z.number(), z.number()]);

/**
 * What the pictures that a model was trained on look like, so that another laboratory's can be brought to them (see
 * `leukoscope adapt`): a few hundred numbers, and no picture.
 */
export const trainingPicturesSchema = z.strictObject({
  /** Cells whose colours were measured. */
  cells: z.int().min(1),
  /** Of what the network sees of them, before its own mean and deviation; see `ColourMoments`. */
  colour: z.strictObject({ mean: three.readonly(), covariance: z.tuple([three, three, three]) }),
  /**
   * What a share of the frame means: the median shorter side of the files' pictures, and the size of a pixel by their red
   * cells. `null` for a crop that needs neither, or where there were too few red cells.
   */
  frame: z.strictObject({ shorterSidePx: z.number().positive(), micronsPerPixel: z.number().positive() }).nullable(),
  /** Mean measures of patients with at least 20 cells, see `LookTally`; what the shift alarm compares with. */
  looks: z.array(z.array(z.number()).length(LOOK_MEASURES.length)),
});
export type TrainingPictures = Readonly<z.infer<typeof trainingPicturesSchema>>;
