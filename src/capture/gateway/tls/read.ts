import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import { CodedError } from '../../../model/index.ts';

/** Paths of a certificate (PEM, its chain behind it) and its key (PEM, not encrypted). */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
  /** Names it is shown for, `*.example.com` for one label; default: the names in it. */
  readonly names?: readonly string[];
}

export interface TlsOptions {
  /** The first is shown to clients that name no host, or one that nobody has. */
  readonly certificates: readonly CertificateFiles[];
  /** Path of the authorities (PEM) that client certificates are verified against; without it none are asked for. */
  readonly clientCa?: string;
  /** Default `optional`: a client without certificate passes, one with a bad certificate does not. */
  readonly clientCertificates?: 'optional' | 'required';
}

export interface CertificateFacts {
  /** In lower case. */
  readonly names: readonly string[];
  /** Milliseconds since the epoch. */
  readonly validTo: number;
}

export interface ReadCertificate extends CertificateFacts {
  readonly context: SecureContext;
  readonly options: SecureContextOptions;
}

/**
 * Makes one certificate usable. Throws SP2007 (cannot be read), SP2008 (key is another's), SP2009 (not valid at `now`).
 * `text` gives a file's content.
 */
export function readCertificate(
  files: CertificateFiles,
  clientCa: string | undefined,
  text: (path: string) => string,
  now: number,
): ReadCertificate {
  const cert = text(files.cert);
  const key = text(files.key);
  const leaf = attempt(files.cert, () => new X509Certificate(cert));
  const privateKey: KeyObject = attempt(files.key, () => createPrivateKey(key));
  if (!leaf.checkPrivateKey(privateKey)) throw new CodedError('SP2008', `${files.cert} and ${files.key}`);
  const [from, to] = [Date.parse(leaf.validFrom), Date.parse(leaf.validTo)];
  if (to < now) throw new CodedError('SP2009', `${files.cert} expired on ${new Date(to).toISOString()}`);
  if (from > now) throw new CodedError('SP2009', `${files.cert} is valid from ${new Date(from).toISOString()} only`);
  const options: SecureContextOptions = {
    cert,
    key,
    minVersion: 'TLSv1.2',
    ...(clientCa !== undefined && { ca: text(clientCa) }),
  };
  return {
    names: (files.names ?? namesIn(leaf)).map((name) => name.toLowerCase()),
    validTo: to,
    options,
    context: attempt(files.cert, () => createSecureContext(options)),
  };
}

function attempt<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new CodedError('SP2007', `${file}: ${(cause as Error).message}`, { cause });
  }
}

/** The host names a certificate is for: its alternative names, or where there are none its common name. */
export function namesIn(certificate: X509Certificate): readonly string[] {
  const names = [...(certificate.subjectAltName ?? '').matchAll(/(?:^|, )DNS:([^,"]+)/g)].map(([, name = '']) => name);
  if (names.length > 0) return names;
  const common = /^CN=(.+)$/m.exec(certificate.subject)?.[1];
  return common === undefined ? [] : [common];
}
