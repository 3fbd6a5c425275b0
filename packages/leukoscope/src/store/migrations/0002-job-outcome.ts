/** Jobs tell what they leave behind beside what they make. */
export const JOB_OUTCOME: readonly string[] = ['alter table job add column outcome text'];
