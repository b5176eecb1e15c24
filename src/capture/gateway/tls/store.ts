import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { Server, SecureContext, TlsOptions as NodeTlsOptions } from 'node:tls';
import { CodedError, LIMITS } from '../../../model/index.ts';
import { readCertificate, type CertificateFacts, type ReadCertificate, type TlsOptions } from './read.ts';

/**
 * The certificates of a listener. Files are watched by their times and sizes (that holds through links that are swapped);
 * new ones serve new connections, and no open one is touched. What is broken is reported, and what was there stays.
 */
export class CertificateStore {
  readonly #options: TlsOptions;
  readonly #files: readonly string[];
  readonly #onKept: (detail: string) => void;
  #certificates: readonly ReadCertificate[];
  #byName: ReadonlyMap<string, SecureContext>;
  #state = '';
  #server: Server | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** Throws SP2007 to SP2009. `onKept` is told why new files are not used. */
  constructor(options: TlsOptions, onKept: (detail: string) => void) {
    this.#options = options;
    this.#onKept = onKept;
    const { certificates, clientCa } = options;
    const files = [
      ...certificates.flatMap(({ cert, key }) => [cert, key]),
      ...(clientCa === undefined ? [] : [clientCa]),
    ];
    this.#files = [...new Set(files)];
    this.#certificates = readAll(options, new Map(this.#files.map((file) => [file, readNow(file)])));
    this.#byName = byName(this.#certificates);
  }

  /** What a TLS listener needs; `handshakeMs` bounds the time until a connection is encrypted. */
  serverOptions(handshakeMs: number): NodeTlsOptions {
    const [first] = this.#certificates;
    return {
      ...first?.options,
      ALPNProtocols: ['h2', 'http/1.1'],
      handshakeTimeout: handshakeMs,
      requestCert: this.#options.clientCa !== undefined,
      rejectUnauthorized: this.#options.clientCertificates === 'required',
      SNICallback: (name, done) => done(null, this.#contextOf(name)),
    };
  }

  get facts(): readonly CertificateFacts[] {
    return this.#certificates.map(({ names, validTo }) => ({ names, validTo }));
  }

  /** Looks at the files every few seconds until `unwatch`, and keeps `server` supplied. */
  watch(server: Server): void {
    this.#server = server;
    void this.#stateOfFiles().then((state) => (this.#state = state));
    this.#timer = setInterval(() => void this.#look(), LIMITS.certificatePollMs).unref();
  }

  unwatch(): void {
    clearInterval(this.#timer);
  }

  async reload(): Promise<void> {
    try {
      const texts = await Promise.all(this.#files.map(async (file) => [file, await read(file)] as const));
      this.#certificates = readAll(this.#options, new Map(texts));
    } catch (error) {
      this.#onKept(error instanceof Error ? error.message : String(error));
      return;
    }
    this.#byName = byName(this.#certificates);
    const [first] = this.#certificates;
    if (first !== undefined) this.#server?.setSecureContext(first.options);
  }

  async #look(): Promise<void> {
    const state = await this.#stateOfFiles();
    if (state === this.#state) return;
    this.#state = state;
    await this.reload();
  }

  async #stateOfFiles(): Promise<string> {
    const states = this.#files.map(async (file) => {
      try {
        const { mtimeMs, size, ino } = await stat(file);
        return `${mtimeMs} ${size} ${ino}`;
      } catch {
        return 'gone';
      }
    });
    return (await Promise.all(states)).join(',');
  }

  /** A name of its own, else a wildcard for its parent, else the first certificate. */
  #contextOf(servername: string): SecureContext | undefined {
    const name = servername.toLowerCase();
    const dot = name.indexOf('.');
    return (
      this.#byName.get(name) ??
      (dot > 0 ? this.#byName.get(`*${name.slice(dot)}`) : undefined) ??
      this.#certificates[0]?.context
    );
  }
}

function readAll(options: TlsOptions, texts: ReadonlyMap<string, string>): readonly ReadCertificate[] {
  const text = (file: string): string => texts.get(file) ?? '';
  const now = Date.now();
  return options.certificates.map((files) => readCertificate(files, options.clientCa, text, now));
}

/** The first certificate that has a name keeps it. */
function byName(certificates: readonly ReadCertificate[]): ReadonlyMap<string, SecureContext> {
  return new Map(certificates.toReversed().flatMap(({ names, context }) => names.map((name) => [name, context])));
}

const unreadable = (file: string, cause: unknown): CodedError =>
  new CodedError('SP2007', `${file}: ${(cause as Error).message}`, { cause });

function readNow(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw unreadable(file, cause);
  }
}
