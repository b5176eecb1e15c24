import { Worker } from 'node:worker_threads';
import { CodedError, LIMITS } from '../model/index.ts';
import type { ControlData, FromControl, GatewayFacts, ToControl } from './messages.ts';

const STARTING: GatewayFacts = {
  gateway: '',
  selfTest: { at: null, passed: null, detail: 'the gateway is starting' },
  counters: [],
  queue: { length: 0, limit: LIMITS.recordQueue },
  sources: [],
};

/** The control worker as the main thread sees it. */
export class ControlThread {
  readonly ready: Promise<Extract<FromControl, { type: 'ready' }>>;
  onSettled: (count: number) => void = () => {};
  /** Transactions that could not be recorded. */
  lost = 0;
  onChange: (change: Extract<FromControl, { type: 'change' }>['change']) => void = () => {};
  facts: () => GatewayFacts = () => STARTING;
  /** Newest inventory; kept because the first comes before the hot path exists. */
  snapshot: Extract<FromControl, { type: 'snapshot' }>['snapshot'] = { version: 0, endpoints: [] };
  #onSnapshot: (snapshot: ControlThread['snapshot']) => void = () => {};
  readonly #worker: Worker;
  readonly #stopped: Promise<void>;

  constructor(data: ControlData, onNotice: (text: string) => void) {
    const file = new URL(
      import.meta.url.endsWith('.ts') ? './control-worker.ts' : './control-worker.js',
      import.meta.url,
    );
    this.#worker = new Worker(file, { workerData: data, resourceLimits: { maxYoungGenerationSizeMb: 12 } });
    this.#stopped = new Promise((resolve) => this.#worker.once('exit', () => resolve()));
    this.ready = new Promise((resolve, reject) => {
      this.#worker.on('message', (message: FromControl) => {
        if (message.type === 'ready') resolve(message);
        else if (message.type === 'failed')
          void this.#worker.terminate().then(() => reject(new CodedError(message.code, message.detail)));
        else this.#receive(message, onNotice);
      });
      this.#worker.once('error', (error: Error) => {
        reject(error);
        onNotice(`the control thread ended: ${error.message}; the gateway goes on without recording`);
      });
    });
  }

  set onSnapshot(listener: (snapshot: ControlThread['snapshot']) => void) {
    this.#onSnapshot = listener;
  }

  send(message: ToControl): void {
    this.#worker.postMessage(message);
  }

  async stop(): Promise<void> {
    this.send({ type: 'stop' });
    await this.#stopped;
  }

  #receive(message: Exclude<FromControl, { type: 'ready' | 'failed' }>, onNotice: (text: string) => void): void {
    switch (message.type) {
      case 'settled':
        this.lost += message.lost;
        return this.onSettled(message.count);
      case 'snapshot':
        this.snapshot = message.snapshot;
        return this.#onSnapshot(message.snapshot);
      case 'change':
        return this.onChange(message.change);
      case 'ask-facts':
        return this.send({ type: 'facts', ask: message.ask, facts: this.facts() });
      default:
        return onNotice(message.text);
    }
  }
}
