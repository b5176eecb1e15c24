export * from './actors.ts';
export * from './analysis.ts';
export * from './catalogue.ts';
export * from './corrections.ts';
export * from './learnable.ts';
export * from './redaction.ts';
