import { z } from 'zod';
import { CodedError } from '../model/index.ts';

export const address = z.string().regex(/^(\[[0-9a-fA-F:.]+\]|[^:/\s]+):\d{1,5}$/, 'must be HOST:PORT');

const DEFAULTS = {
  mirror: '127.0.0.1:9101',
  envoy: '127.0.0.1:9102',
  /** OTLP's own port. */
  otel: '127.0.0.1:4318',
  ingest: '127.0.0.1:9103',
} as const;
type SensorKind = keyof typeof DEFAULTS;

const listener = (kind: SensorKind) => z.strictObject({ listen: address.default(DEFAULTS[kind]) }).optional();

/** Sensors beside the gateway; each that is named listens. */
export const sensorsSchema = z.strictObject({
  /** Copies of requests from NGINX, and by UDP its access log. */
  mirror: listener('mirror'),
  /** Envoy's ext_authz and access log service. */
  envoy: listener('envoy'),
  /** Traces over OTLP/HTTP. */
  otel: listener('otel'),
  /** Exchanges from the middleware for Node.js. The token stands in the data folder when none is given. */
  ingest: z.strictObject({ listen: address.default(DEFAULTS.ingest), token: z.string().min(16).optional() }).optional(),
});

/** What `--sensor otel mirror=127.0.0.1:9101` means. Errors: SP0003. */
export function readSensorFlags(flags: readonly string[]): Readonly<Record<string, object>> | undefined {
  if (flags.length === 0) return undefined;
  return Object.fromEntries(
    flags.map((flag) => {
      const [name = '', listen] = flag.split('=', 2);
      if (!Object.hasOwn(DEFAULTS, name))
        throw new CodedError('SP0003', `--sensor ${flag}: one of ${Object.keys(DEFAULTS).join(', ')}`);
      return [name, listen === undefined ? {} : { listen }];
    }),
  );
}
