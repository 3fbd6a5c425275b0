/** The four outcomes, in the order of their parts of a bar: truly typical first; positive is atypical. */
export const OUTCOMES = ['tn', 'fp', 'fn', 'tp'] as const;
export type Outcome = (typeof OUTCOMES)[number];
