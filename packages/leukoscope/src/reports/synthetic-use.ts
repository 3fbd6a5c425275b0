/** What of a report is generated and not real. */
export interface SyntheticUse {
  /** Whether any of its cells was drawn by a program. */
  readonly data: boolean;
  /** Whether the model learnt from generated cells. */
  readonly model: boolean;
}
