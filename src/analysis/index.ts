export * from './actors.ts';
export * from './analysis.ts';
export * from './learnable.ts';
export * from './redaction.ts';
