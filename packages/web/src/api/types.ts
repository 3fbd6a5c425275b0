import type { AnswerTo } from './client.ts';

export type Session = AnswerTo<'get /session'>;
export type CaseAnswer = AnswerTo<'get /cases/{id}'>;
export type Summary = AnswerTo<'get /cases/{id}/summary'>;
export type Figures = Summary['afterReview'];
export type CellsAnswer = AnswerTo<'get /cases/{id}/cells'>;
export type CellDetails = AnswerTo<'get /cases/{id}/cells/{number}'>;
export type Comment = CellDetails['comments'][number];
export type Job = AnswerTo<'get /jobs/{id}'>;
export type Scheme = AnswerTo<'get /schemes'>['schemes'][number];
export type TypeDescription = Scheme['types'][number];
export type Model = AnswerTo<'get /models'>['models'][number];
export type ModelDetails = AnswerTo<'get /models/{id}'>;
export type Training = AnswerTo<'get /trainings/{id}'>;
export type DatasetVersion = AnswerTo<'get /dataset-versions'>['versions'][number];
export type UserAnswer = AnswerTo<'get /users'>['users'][number];
export type AuditEntry = AnswerTo<'get /audit'>['entries'][number];
export type Backup = AnswerTo<'get /backups'>['backups'][number];
