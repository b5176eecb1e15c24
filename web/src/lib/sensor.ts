import type { Sensor } from '../api/types.gen.ts';

const NAMES: Readonly<Record<Sensor, string>> = {
  mirror: 'NGINX mirror',
  'envoy-authz': 'Envoy, external authorization',
  'envoy-log': 'Envoy, access log',
  otel: 'OpenTelemetry',
  'otel-client': 'OpenTelemetry, our own request to others',
  middleware: 'Node.js middleware',
};

/** Where a request was seen. */
export const sensorName = (sensor: Sensor | null | undefined): string =>
  sensor === null || sensor === undefined ? 'gateway' : NAMES[sensor];
