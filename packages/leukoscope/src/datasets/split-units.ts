/** What a split names: patients, all of whose cells go to one part, or cells one by one. */
export const SPLIT_UNITS = ['patient', 'image'] as const;
export type SplitUnit = (typeof SPLIT_UNITS)[number];
