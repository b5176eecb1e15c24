import { FORWARD, type Direction, type EndReport, type Gate, type Passage } from '../capture/gate.ts';
import type { Engine } from '../decide/index.ts';
import type { Inspector } from '../detect/index.ts';
import type { Matcher } from '../inventory/index.ts';
import { hash32 } from '../lib/text/hash.ts';
import {
  EMPTY_BODY,
  isOutbound,
  LIMITS,
  type Body,
  type ControlChange,
  type RequestHead,
  type ResponseHead,
  type SensorName,
} from '../model/index.ts';
import { decodeRequest, decodeResponse } from '../protocols/http/index.ts';
import { blockPage } from '../respond/index.ts';
import type { Identifier } from './identify.ts';
import { observe, toCaptured, toOutcome, type Judged } from './judged.ts';
import type { LearningSampler } from './learning-sampler.ts';
import { mayHoldText } from './media.ts';
import type { Recorder } from './recorder.ts';

/** All that the hot path needs. It reads no clock: times come with heads and reports. */
export interface InlineParts {
  readonly run: string;
  readonly engine: Engine;
  readonly inspector: Inspector;
  readonly identifier: Identifier;
  readonly sampler: LearningSampler;
  readonly recorder: Recorder;
  readonly matcher: Matcher;
  /** Seed of the object hashes, from the installation's key. */
  readonly seed: number;
}

export interface InlineCounters {
  judged: number;
  refused: number;
  wouldRefuse: number;
  signals: number;
}

export interface SourceCount {
  requests: number;
  /** Time of the newest request. */
  last: number;
}

export interface InlinePipeline extends Gate {
  /** Snapshot from the control thread; the next request is matched by it. */
  useMatcher(matcher: Matcher): void;
  /** Changes of policy and mitigations: applied at once, recorded at their place in the sequence. */
  change(change: ControlChange, time: number): void;
  /** By sensor, `gateway` for its own. */
  readonly sources: ReadonlyMap<SensorName | 'gateway', Readonly<SourceCount>>;
  readonly counters: Readonly<InlineCounters>;
}

export const createInlinePipeline = (parts: InlineParts): InlinePipeline => new HotPath(parts);

/** The hot path on one page: decode → match → identify → inspect → observe → decide → (upstream) → outcome → record. */
class HotPath implements InlinePipeline {
  readonly counters: InlineCounters = { judged: 0, refused: 0, wouldRefuse: 0, signals: 0 };
  readonly sources = new Map<SensorName | 'gateway', SourceCount>();
  readonly #parts: InlineParts;
  #matcher: Matcher;
  #sequence = 0;
  #clean = 0;

  constructor(parts: InlineParts) {
    this.#parts = parts;
    this.#matcher = parts.matcher;
  }

  open(head: RequestHead): Passage {
    return new InlinePassage(head, this);
  }

  useMatcher(matcher: Matcher): void {
    this.#matcher = matcher;
  }

  change(change: ControlChange, time: number): void {
    const { run, engine, recorder } = this.#parts;
    const seqIn = ++this.#sequence;
    engine.apply(change, time);
    recorder.push({
      type: 'control',
      record: { kind: 'control', id: `${run}-c${seqIn}`, run, seqIn, time, change },
    });
  }

  judge(head: RequestHead, body: Body | null): Judged {
    const request = decodeRequest(head, body ?? EMPTY_BODY);
    const observation = observe(request, ++this.#sequence, this.#matcher, this.#parts);
    const { verdict, signals, mitigation } = this.#parts.engine.request(observation);
    this.#seen(head);
    this.counters.judged++;
    if (verdict.wouldBe === 'block') this.counters.wouldRefuse++;
    if (verdict.conclusion === 'block') this.counters.refused++;
    return { request, observation, verdict, signals, started: mitigation ? [mitigation] : [] };
  }

  #seen({ sensor, time }: RequestHead): void {
    const source = this.sources.get(sensor ?? 'gateway');
    if (source === undefined) {
      this.sources.set(sensor ?? 'gateway', { requests: 1, last: time });
      return;
    }
    source.requests++;
    source.last = time;
  }

  /** Weight of the exchange in learning: 0 means its bodies need not be kept. */
  weigh(judged: Judged, status: number): number {
    return this.#parts.sampler.weigh(judged.observation.endpoint?.id ?? '', status, judged.observation.time);
  }

  finish(judged: Judged, response: ResponseHead | undefined, weight: number, report: EndReport): void {
    const outcome = toOutcome(judged, ++this.#sequence, response, report, this.#parts.inspector);
    const late = this.#parts.engine.outcome(judged.observation, outcome);
    const signals = late.signals.length === 0 ? judged.signals : [...judged.signals, ...late.signals];
    const signalled = judged.observation.signals.length + outcome.signals.length + signals.length;
    this.counters.signals += signalled;
    const { run, recorder } = this.#parts;
    recorder.push({
      type: 'transaction',
      transaction: toCaptured({
        run,
        judged,
        outcome,
        response,
        report,
        weight,
        stateSignals: signals,
        started: late.mitigation ? [...judged.started, late.mitigation] : judged.started,
        keep: signalled > 0 || judged.verdict.conclusion !== 'allow' ? 'signal' : this.#sampled(),
      }),
    });
  }

  #sampled(): 'sample' | undefined {
    return this.#clean++ % LIMITS.sampleEvery === 0 ? 'sample' : undefined;
  }
}

class InlinePassage implements Passage {
  readonly #head: RequestHead;
  readonly #path: HotPath;
  #judged: Judged | undefined;
  #response: ResponseHead | undefined;
  #weight = 0;

  constructor(head: RequestHead, path: HotPath) {
    this.#head = head;
    this.#path = path;
  }

  judge(body: Body | null): Direction {
    const judged = this.#path.judge(this.#head, body);
    this.#judged = judged;
    if (judged.verdict.conclusion !== 'block') return FORWARD;
    const { until } = judged.verdict;
    return {
      type: 'answer',
      ...blockPage(judged.request, until === undefined ? undefined : until - this.#head.time),
    };
  }

  answered(head: ResponseHead): number {
    this.#response = head;
    const judged = this.#judged;
    if (judged === undefined) return 0;
    this.#weight = this.#path.weigh(judged, head.status);
    const { login, signals } = judged.observation;
    const needed =
      this.#weight > 0 ||
      login !== undefined ||
      signals.length > 0 ||
      judged.signals.length > 0 ||
      isTellingError(head, judged);
    return needed ? LIMITS.inspectedBodyBytes : 0;
  }

  end(report: EndReport): void {
    const judged = this.#judged;
    // Where the answer cannot be seen, the request is learned from alone.
    if (judged !== undefined && report.end === 'unseen') this.#weight = this.#path.weigh(judged, 0);
    // A request that never came to judgement (client gone in its body) has nothing to record; the sensor counts it.
    if (judged !== undefined) this.#path.finish(judged, withTrailers(this.#response, report), this.#weight, report);
  }
}

/** Errors say more than they should; those of others are none of ours. */
const isTellingError = (head: ResponseHead, { observation }: Judged): boolean =>
  head.status >= 400 && !isOutbound(observation.sensor) && mayHoldText(decodeResponse(head, null).contentType);

/** Trailers are fields of the answer that come late; a gRPC call's status stands nowhere else. */
function withTrailers(response: ResponseHead | undefined, { trailers }: EndReport): ResponseHead | undefined {
  if (response === undefined || trailers === undefined) return response;
  return { ...response, headers: [...response.headers, ...trailers] };
}

/** Seed of the object hashes from the installation's key. */
export const objectSeed = (key: Uint8Array): number => hash32(Buffer.from(key).toString('base64'), 0x5a11);
