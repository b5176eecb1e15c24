import { FORWARD, type Direction, type EndReport, type Gate, type Passage } from '../capture/gate.ts';
import { hash32 } from '../lib/text/hash.ts';
import {
  EMPTY_BODY,
  LIMITS,
  type Body,
  type ControlChange,
  type Mitigation,
  type Observation,
  type Outcome,
  type RequestHead,
  type ResponseHead,
  type Signal,
  type TransactionRequest,
  type Verdict,
} from '../model/index.ts';
import type { Engine } from '../decide/index.ts';
import type { Inspector } from '../detect/index.ts';
import type { Matcher } from '../inventory/index.ts';
import { decodeRequest, decodeResponse, readLogin, readLoginResult } from '../protocols/http/index.ts';
import { blockPage } from '../respond/index.ts';
import type { Identifier } from './identify.ts';
import type { LearningSampler } from './learning-sampler.ts';
import { objectsOf, provisionalEndpoint } from './objects.ts';
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

export interface InlinePipeline extends Gate {
  /** Snapshot from the control thread; the next request is matched by it. */
  useMatcher(matcher: Matcher): void;
  /** Changes of policy and mitigations: applied at once, recorded at their place in the sequence. */
  change(change: ControlChange, time: number): void;
  /** Time of the newest request, null before the first. */
  readonly lastRequest: number | null;
  readonly counters: {
    readonly judged: number;
    readonly refused: number;
    readonly wouldRefuse: number;
    readonly signals: number;
  };
}

const NO_SIGNALS: readonly Signal[] = [];
const NO_STARTED: readonly Mitigation[] = [];

/** The hot path on one page: decode → match → identify → inspect → observe → decide → (upstream) → outcome → record. */
export function createInlinePipeline(parts: InlineParts): InlinePipeline {
  const { run, engine, inspector, identifier, sampler, recorder, seed } = parts;
  const counters = { judged: 0, refused: 0, wouldRefuse: 0, signals: 0 };
  let matcher = parts.matcher;
  let sequence = 0;
  let recorded = 0;
  let lastRequest: number | null = null;

  const observe = (request: TransactionRequest): Judged => {
    const { head } = request;
    lastRequest = head.time;
    const match = matcher.match(head.method, head.host, request.path);
    const { endpoint, parameters } = match ?? provisionalEndpoint(head.method, head.host, request.path);
    const login = readLogin(request);
    const observation: Observation = {
      id: head.id,
      seq: ++sequence,
      time: head.time,
      method: head.method,
      host: head.host,
      endpoint,
      actor: identifier.actor(request),
      address: head.client.address,
      objects: objectsOf(parameters, request.queryPairs, seed),
      ...(login && {
        login: {
          name: identifier.pseudonym('login', login.name),
          secret: identifier.pseudonym('secret', login.secret),
        },
      }),
      signals: inspector.inspect(request).signals,
    };
    const { verdict, signals, mitigation } = engine.request(observation);
    return { request, observation, verdict, signals, started: mitigation ? [mitigation] : NO_STARTED };
  };

  const finish = (judged: Judged, response: ResponseHead | undefined, report: EndReport): void => {
    const { request, observation, verdict } = judged;
    const decoded = response && observation.login ? decodeResponse(response, report.responseBody) : undefined;
    const loginResult = decoded && readLoginResult(request, decoded);
    const durationMs = Math.max(0, report.time - observation.time);
    const outcome: Outcome = {
      seq: ++sequence,
      // The sum a replay computes from the record, to the last bit.
      time: observation.time + durationMs,
      end: report.end,
      status: report.status,
      signals: NO_SIGNALS,
      ...(loginResult && { login: loginResult }),
    };
    const late = engine.outcome(observation, outcome);
    const stateSignals = late.signals.length === 0 ? judged.signals : [...judged.signals, ...late.signals];
    const signalled = observation.signals.length + stateSignals.length > 0;
    counters.signals += observation.signals.length + stateSignals.length;
    const keep =
      signalled || verdict.conclusion !== 'allow'
        ? 'signal'
        : ++recorded % LIMITS.sampleEvery === 1
          ? 'sample'
          : undefined;
    const { weight } = judged;
    recorder.push({
      type: 'transaction',
      transaction: {
        record: {
          kind: 'transaction',
          id: observation.id,
          run,
          seqIn: observation.seq,
          seqOut: outcome.seq,
          time: observation.time,
          durationMs,
          method: observation.method,
          host: observation.host,
          path: request.path,
          query: request.query,
          endpoint: observation.endpoint,
          status: report.status,
          end: report.end,
          requestBytes: report.requestBytes,
          responseBytes: report.responseBytes,
          address: observation.address,
          actor: observation.actor,
          objects: observation.objects,
          ...(observation.login && { login: { ...observation.login, ...(loginResult && { result: loginResult }) } }),
          requestSignals: observation.signals,
          responseSignals: NO_SIGNALS,
          stateSignals,
          verdict,
        },
        started: late.mitigation ? [...judged.started, late.mitigation] : judged.started,
        weight: weight ?? 0,
        ...(keep && { keep }),
        ...((keep || weight) && {
          raw: {
            requestHeaders: request.head.headers,
            requestBody: request.rawBody.size === 0 ? null : request.rawBody,
            responseHeaders: response?.headers ?? [],
            responseBody: report.responseBody,
          },
        }),
      },
    });
  };

  return {
    counters,
    get lastRequest() {
      return lastRequest;
    },
    useMatcher: (next) => void (matcher = next),
    change(change, time) {
      engine.apply(change, time);
      recorder.push({
        type: 'control',
        record: { kind: 'control', id: `${run}-c${++sequence}`, run, seqIn: sequence, time, change },
      });
    },
    open: (head) => new InlinePassage(head, observe, finish, sampler, counters),
  };
}

/** A judged request on its way. */
interface Judged {
  readonly request: TransactionRequest;
  readonly observation: Observation;
  readonly verdict: Verdict;
  readonly signals: readonly Signal[];
  readonly started: readonly Mitigation[];
  /** Weight in learning, known when the answer's head is. */
  weight?: number;
}

class InlinePassage implements Passage {
  readonly #head: RequestHead;
  readonly #observe: (request: TransactionRequest) => Judged;
  readonly #finish: (judged: Judged, response: ResponseHead | undefined, report: EndReport) => void;
  readonly #sampler: LearningSampler;
  readonly #counters: { judged: number; refused: number; wouldRefuse: number };
  #judged: Judged | undefined;
  #response: ResponseHead | undefined;

  constructor(
    head: RequestHead,
    observe: (request: TransactionRequest) => Judged,
    finish: (judged: Judged, response: ResponseHead | undefined, report: EndReport) => void,
    sampler: LearningSampler,
    counters: { judged: number; refused: number; wouldRefuse: number },
  ) {
    this.#head = head;
    this.#observe = observe;
    this.#finish = finish;
    this.#sampler = sampler;
    this.#counters = counters;
  }

  judge(body: Body | null): Direction {
    const judged = this.#observe(decodeRequest(this.#head, body ?? EMPTY_BODY));
    this.#judged = judged;
    this.#counters.judged++;
    if (judged.verdict.wouldBe === 'block') this.#counters.wouldRefuse++;
    if (judged.verdict.conclusion !== 'block') return FORWARD;
    this.#counters.refused++;
    const { until } = judged.verdict;
    return { type: 'answer', ...blockPage(judged.request, until === undefined ? undefined : until - this.#head.time) };
  }

  answered(head: ResponseHead): number {
    this.#response = head;
    const judged = this.#judged;
    if (judged === undefined) return 0;
    judged.weight = this.#sampler.weigh(judged.observation.endpoint?.id ?? '', head.status);
    const needed =
      judged.weight > 0 ||
      judged.observation.login !== undefined ||
      judged.observation.signals.length > 0 ||
      judged.signals.length > 0;
    return needed ? LIMITS.inspectedBodyBytes : 0;
  }

  end(report: EndReport): void {
    const judged = this.#judged;
    // A request that never came to judgement (client gone in its body) has nothing to record but its head; the sensor counts it.
    if (judged !== undefined) this.#finish(judged, this.#response, report);
  }
}

/** Seed of the object hashes from the installation's key. */
export const objectSeed = (key: Uint8Array): number => hash32(Buffer.from(key).toString('base64'), 0x5a11);
