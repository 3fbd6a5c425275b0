/** The two groups of the paper. Positive always means atypical. */
export type Group = 'typical' | 'atypical';
