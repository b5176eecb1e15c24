export * from './gate.ts';
export * from './gateway/index.ts';
// What reads files and what listens beside the gateway have doors of their own: the gateway's thread does not load them unasked.
export type { Bound, SensorListener, SensorParts } from './sensor/sensor.ts';
