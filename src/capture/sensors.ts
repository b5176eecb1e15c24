/** The passive sensors and Envoy's, as the program starts them. The middleware for applications is a package entry of its own. */
export { createEnvoy } from './envoy/envoy.ts';
export { createIngest } from './middleware/ingest.ts';
export { createMirror } from './mirror/mirror.ts';
export { createOtel } from './otel/otel.ts';
export type { SensorCount } from './sensor/counts.ts';
