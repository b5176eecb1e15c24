export * from './actors.ts';
export * from './analysis.ts';
export * from './redaction.ts';
