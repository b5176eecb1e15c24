import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { UPSTREAM_PROTOCOLS, type GatewayOptions } from '../capture/index.ts';
import { CodedError } from '../model/index.ts';

const certificate = z.strictObject({
  /** PEM with the chain behind it. */
  cert: z.string(),
  /** PEM, not encrypted. */
  key: z.string(),
  /** Host names it is shown for; default: those in it. */
  names: z.array(z.string().min(1).max(253)).min(1).optional(),
});

/** What of `sallyport.yaml` shapes the gateway's two sides. */
export const gatewayKeys = {
  /** Encrypts the listener. The first certificate is shown to clients that name no host. */
  tls: z
    .strictObject({
      certificates: z.array(certificate).min(1),
      /** Authorities (PEM) that certificates of clients are verified against; without it none are asked for. */
      clientCa: z.string().optional(),
      clientCertificates: z.enum(['optional', 'required']).optional(),
    })
    .optional(),
  /** `auto`: over TLS what the upstream offers, in clear HTTP/1.1; `h2c`: HTTP/2 in clear, as gRPC services speak it. */
  upstreamProtocol: z.enum(UPSTREAM_PROTOCOLS).default('auto'),
  upstreamTls: z
    .strictObject({
      /** Authorities (PEM) that the upstream's certificate is verified against instead of the well-known ones. */
      ca: z.string().optional(),
      /** Name asked for and verified instead of the upstream's host. */
      servername: z.string().optional(),
      insecureSkipVerify: z.boolean().default(false),
    })
    .optional(),
  /** Larger request bodies are refused with 413; default: no limit. */
  maxBodyBytes: z.number().int().min(1).optional(),
  /** Where trusted proxies write the client's address; the first header present counts. */
  addressHeaders: z
    .array(z.enum(['x-forwarded-for', 'forwarded']))
    .min(1)
    .optional(),
} as const;

export type GatewaySettings = z.infer<z.ZodObject<typeof gatewayKeys>>;

/** Resolves the paths among these keys against a folder; what is not of the right shape is left to the schema. */
export function resolveGatewayPaths(
  folder: string,
  content: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const at = (value: unknown): unknown => (typeof value === 'string' ? path.resolve(folder, value) : value);
  const { tls, upstreamTls } = content;
  return {
    ...(isObject(upstreamTls) && {
      upstreamTls: { ...upstreamTls, ...('ca' in upstreamTls && { ca: at(upstreamTls['ca']) }) },
    }),
    ...(isObject(tls) && {
      tls: {
        ...tls,
        ...('clientCa' in tls && { clientCa: at(tls['clientCa']) }),
        ...(Array.isArray(tls['certificates']) && {
          certificates: tls['certificates'].map((entry: unknown) =>
            isObject(entry) ? { ...entry, cert: at(entry['cert']), key: at(entry['key']) } : entry,
          ),
        }),
      },
    }),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What `--tls-cert` and `--tls-key` mean. Errors: SP0003 when one of them is missing. */
export function readTlsFlags(cert: string | undefined, key: string | undefined): object | undefined {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined)
    throw new CodedError('SP0003', '--tls-cert and --tls-key belong together');
  return { certificates: [{ cert, key }] };
}

/** The gateway's options that these settings make. Errors: SP2007 for authorities that cannot be read. */
export function gatewaySides(settings: GatewaySettings): Partial<GatewayOptions> {
  const { tls, upstreamTls, maxBodyBytes, addressHeaders } = settings;
  return {
    upstreamProtocol: settings.upstreamProtocol,
    ...(tls && {
      tls: {
        certificates: tls.certificates.map(({ cert, key, names }) => ({ cert, key, ...(names && { names }) })),
        ...(tls.clientCa !== undefined && { clientCa: tls.clientCa }),
        ...(tls.clientCertificates !== undefined && { clientCertificates: tls.clientCertificates }),
      },
    }),
    ...(upstreamTls && {
      upstreamTls: {
        rejectUnauthorized: !upstreamTls.insecureSkipVerify,
        ...(upstreamTls.ca !== undefined && { ca: readAuthorities(upstreamTls.ca) }),
        ...(upstreamTls.servername !== undefined && { servername: upstreamTls.servername }),
      },
    }),
    ...(maxBodyBytes !== undefined && { maxBodyBytes }),
    ...(addressHeaders && { addressHeaders }),
  };
}

function readAuthorities(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CodedError('SP2007', `${file}: ${(cause as Error).message}`, { cause });
  }
}
