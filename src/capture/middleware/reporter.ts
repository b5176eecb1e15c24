import http from 'node:http';
import https from 'node:https';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { LIMITS } from '../../model/index.ts';

const gzip = promisify(zlib.gzip);

export const INGEST_PATH = '/ingest/v1/exchanges';
export const DROPPED_HEADER = 'x-sallyport-dropped';

/** How often a batch is offered; a collector that restarts is back within these. */
const TRIES = 4;

export interface ReporterStats {
  readonly captured: number;
  readonly sent: number;
  /** No room, or the collector did not take them. */
  readonly dropped: number;
  readonly queued: number;
}

/** Sends lines in batches. Never waits, never throws: what finds no room or no collector is dropped and counted. */
export class Reporter {
  readonly #url: URL;
  readonly #token: string;
  readonly #agent: http.Agent;
  readonly #onProblem: (text: string) => void;
  #queue: string[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> | undefined;
  #closed = false;
  #captured = 0;
  #sent = 0;
  #dropped = 0;
  /** Dropped and not yet told to the collector. */
  #untold = 0;
  #troubled = false;

  /** Throws TypeError for a collector that is no http(s) address. */
  constructor(collector: string, token: string, onProblem: (text: string) => void) {
    this.#url = new URL(INGEST_PATH, collector);
    if (!/^https?:$/.test(this.#url.protocol)) throw new TypeError(`collector ${collector}: not http or https`);
    this.#token = token;
    this.#onProblem = onProblem;
    const options = { keepAlive: true, maxSockets: 1 };
    this.#agent = this.#url.protocol === 'https:' ? new https.Agent(options) : new http.Agent(options);
  }

  get stats(): ReporterStats {
    return { captured: this.#captured, sent: this.#sent, dropped: this.#dropped, queued: this.#queue.length };
  }

  push(line: string): void {
    this.#captured++;
    const full =
      this.#queue.length >= LIMITS.middlewareQueue || this.#bytes + line.length > LIMITS.middlewareQueueBytes;
    if (full || this.#closed) return this.#drop(1);
    this.#queue.push(line);
    this.#bytes += line.length;
    if (this.#queue.length >= LIMITS.middlewareBatch) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), LIMITS.middlewareFlushMs).unref();
  }

  /** Counts what could not be captured at all. */
  missed(): void {
    this.#captured++;
    this.#drop(1);
  }

  /** Sends what waits now. Resolves when it was taken or given up; never rejects. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = undefined));
    return this.#sending;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.flush();
    this.#agent.destroy();
  }

  async #sendAll(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#take();
      const taken = await this.#offer(batch);
      if (taken) this.#sent += batch.length;
      else this.#drop(batch.length);
    }
  }

  #take(): readonly string[] {
    let bytes = 0;
    let count = 0;
    // The collector's bound is on what is decompressed, so that a batch of large bodies is a short one.
    while (count < Math.min(this.#queue.length, LIMITS.middlewareBatch)) {
      bytes += this.#queue[count]?.length ?? 0;
      if (count > 0 && bytes > LIMITS.sensorMessageBytes) break;
      count++;
    }
    const batch = this.#queue.splice(0, count);
    this.#bytes -= batch.reduce((sum, line) => sum + line.length, 0);
    return batch;
  }

  async #offer(batch: readonly string[]): Promise<boolean> {
    const body = await gzip(batch.join('\n'));
    for (let tries = 1; ; tries++) {
      const untold = this.#untold;
      const answer = await this.#post(body, untold).catch((error: Error) => error.message);
      if (answer === 202) {
        this.#untold -= untold;
        this.#troubled = false;
        return true;
      }
      if (!this.#troubled)
        this.#onProblem(`sallyport: the collector ${this.#url.origin} does not take exchanges: ${answer}`);
      this.#troubled = true;
      // Refusals do not change by asking again.
      const final = typeof answer === 'number' && answer < 500 && answer !== 429;
      if (final || this.#closed || tries >= TRIES) return false;
      await new Promise<void>(
        (resolve) => void setTimeout(resolve, LIMITS.middlewareFlushMs * 2 ** (tries - 1)).unref(),
      );
    }
  }

  #post(body: Buffer, dropped: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const { request } = this.#url.protocol === 'https:' ? https : http;
      const call = request(
        this.#url,
        {
          method: 'POST',
          agent: this.#agent,
          timeout: LIMITS.middlewareTimeoutMs,
          headers: {
            'content-type': 'application/x-ndjson',
            'content-encoding': 'gzip',
            'content-length': body.length,
            authorization: `Bearer ${this.#token}`,
            [DROPPED_HEADER]: String(dropped),
          },
        },
        (response) => {
          response.resume();
          response.once('end', () => resolve(response.statusCode ?? 0));
          response.once('error', reject);
        },
      );
      call.once('timeout', () => call.destroy(new Error('no answer in time')));
      call.once('error', reject);
      call.end(body);
    });
  }

  #drop(count: number): void {
    this.#dropped += count;
    this.#untold += count;
  }
}
