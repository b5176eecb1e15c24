import type {
  ControlRecord,
  JournalRecord,
  Observation,
  Outcome,
  Signal,
  TransactionRecord,
  Verdict,
} from '../model/index.ts';
import type { Engine } from '../decide/index.ts';

/** What a replay found for one transaction: the verdict then, the verdict now. */
export interface ReplayedTransaction {
  readonly record: TransactionRecord;
  readonly verdict: Verdict;
  readonly signals: readonly Signal[];
}

export interface ReplaySource {
  /** Records in engine order (run, seqIn). */
  readonly batches: AsyncIterable<readonly JournalRecord[]>;
  /** A fresh engine for each run found in the journal; called with the record that began it. */
  engineFor(start: ControlRecord): Engine;
}

/**
 * The same engine over the journal. Requests come in order of `seqIn`, their outcomes at `seqOut`, changes of policy and
 * mitigations at their place, so the events stand exactly as they did live. Memory: the exchanges open at one moment.
 */
export async function* replay(source: ReplaySource): AsyncGenerator<ReplayedTransaction> {
  let life: Life | undefined;
  for await (const batch of source.batches) {
    for (const record of batch) {
      if (record.kind === 'control' && record.change.type === 'run-started') {
        if (life) yield* life.finish();
        life = new Life(source.engineFor(record));
        continue;
      }
      if (life === undefined) continue;
      yield* life.before(record.seqIn);
      if (record.kind === 'control') life.engine.apply(record.change, record.time);
      else life.request(record);
    }
  }
  if (life) yield* life.finish();
}

/** One run of the engine: pending outcomes wait until their place in the sequence comes. */
class Life {
  readonly engine: Engine;
  /** Ordered by seqOut; short: only exchanges in flight at once. */
  #open: { record: TransactionRecord; observation: Observation; verdict: Verdict; signals: readonly Signal[] }[] = [];

  constructor(engine: Engine) {
    this.engine = engine;
  }

  request(record: TransactionRecord): void {
    const observation = observationOf(record);
    const { verdict, signals } = this.engine.request(observation);
    const entry = { record, observation, verdict, signals };
    let at = this.#open.length;
    while (at > 0 && (this.#open[at - 1]?.record.seqOut ?? 0) > record.seqOut) at--;
    this.#open.splice(at, 0, entry);
  }

  *before(seq: number): Generator<ReplayedTransaction> {
    let first = this.#open[0];
    while (first !== undefined && first.record.seqOut < seq) {
      this.#open.shift();
      const late = this.engine.outcome(first.observation, outcomeOf(first.record));
      yield { record: first.record, verdict: first.verdict, signals: [...first.signals, ...late.signals] };
      first = this.#open[0];
    }
  }

  finish(): Generator<ReplayedTransaction> {
    return this.before(Infinity);
  }
}

function observationOf(record: TransactionRecord): Observation {
  return {
    id: record.id,
    seq: record.seqIn,
    time: record.time,
    method: record.method,
    host: record.host,
    endpoint: record.judgedAs ?? record.endpoint,
    actor: record.actor,
    address: record.address,
    ...(record.sensor && { sensor: record.sensor }),
    objects: record.objects,
    ...(record.login && { login: { name: record.login.name, secret: record.login.secret } }),
    signals: record.requestSignals,
  };
}

function outcomeOf(record: TransactionRecord): Outcome {
  return {
    seq: record.seqOut,
    time: record.time + record.durationMs,
    end: record.end,
    status: record.status,
    signals: record.responseSignals,
    ...(record.login?.result && { login: record.login.result }),
  };
}
