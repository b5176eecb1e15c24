export { createRedactor, type Classify, type Redactor, type RedactorOptions } from './redactor.ts';
