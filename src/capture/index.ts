export * from './gate.ts';
export * from './gateway/index.ts';
export * from './import/index.ts';
export * from './sensors.ts';
