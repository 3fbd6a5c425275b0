export const modelErrors = {} as const;
