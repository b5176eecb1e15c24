interface SensorTraits {
  readonly title: string;
  /** What it asks about can be refused. The others see copies: their verdicts say only what would have been done. */
  readonly refuses: boolean;
  /** Requests of our own to somebody else's API. */
  readonly outbound: boolean;
}

/** Where requests are seen beside the gateway. */
export const SENSORS = {
  mirror: { title: 'NGINX mirror', refuses: false, outbound: false },
  'envoy-authz': { title: 'Envoy external authorization', refuses: true, outbound: false },
  'envoy-log': { title: 'Envoy access log', refuses: false, outbound: false },
  otel: { title: 'OpenTelemetry server spans', refuses: false, outbound: false },
  'otel-client': { title: 'OpenTelemetry client spans', refuses: false, outbound: true },
  middleware: { title: 'Node.js middleware', refuses: false, outbound: false },
} as const satisfies Record<string, SensorTraits>;

export type SensorName = keyof typeof SENSORS;

/** Absent: the gateway. */
export const canRefuse = (sensor: SensorName | undefined): boolean => sensor === undefined || SENSORS[sensor].refuses;
export const isOutbound = (sensor: SensorName | undefined): boolean => sensor !== undefined && SENSORS[sensor].outbound;
