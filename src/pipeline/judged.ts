import type { EndReport } from '../capture/gate.ts';
import type { Inspector } from '../detect/index.ts';
import type { Matcher } from '../inventory/index.ts';
import {
  isOutbound,
  LIMITS,
  type Body,
  type Mitigation,
  type Observation,
  type Outcome,
  type ResponseHead,
  type Signal,
  type TransactionRequest,
  type TransactionResponse,
  type Verdict,
} from '../model/index.ts';
import { decodeResponse, readLogin, readLoginResult } from '../protocols/http/index.ts';
import { calledOperation } from '../protocols/operations/index.ts';
import type { CapturedTransaction } from './captured.ts';
import { createContext } from './context.ts';
import type { Identifier } from './identify.ts';
import { mayHoldText } from './media.ts';
import { objectsOf, provisionalEndpoint } from './objects.ts';

/** A judged request on its way. */
export interface Judged {
  readonly request: TransactionRequest;
  readonly observation: Observation;
  readonly verdict: Verdict;
  /** Of the rules with memory. */
  readonly signals: readonly Signal[];
  readonly started: readonly Mitigation[];
}

const NO_SIGNALS: readonly Signal[] = [];

/** Reduces a request to what the stateful half may see. */
export function observe(
  request: TransactionRequest,
  seq: number,
  matcher: Matcher,
  parts: { readonly inspector: Inspector; readonly identifier: Identifier; readonly seed: number },
): Observation {
  const { head } = request;
  const { endpoint, parameters } =
    matcher.match(head.method, head.host, request.path, () => calledOperation(request)) ??
    provisionalEndpoint(head.method, head.host, request.path);
  const login = readLogin(request);
  const pseudonym = parts.identifier.pseudonym;
  return {
    id: head.id,
    seq,
    time: head.time,
    method: head.method,
    host: head.host,
    endpoint,
    actor: parts.identifier.actor(request),
    address: head.client.address,
    ...(head.sensor && { sensor: head.sensor }),
    objects: objectsOf(parameters, request.queryPairs, parts.seed),
    ...(login && { login: { name: pseudonym('login', login.name), secret: pseudonym('secret', login.secret) } }),
    // What we send to others is no attack on us.
    signals: isOutbound(head.sensor) ? NO_SIGNALS : parts.inspector.inspect(request, createContext(request)).signals,
  };
}

/** What became of it. The time is the sum that a replay computes from the record, to the last bit. */
export function toOutcome(
  judged: Judged,
  seq: number,
  head: ResponseHead | undefined,
  report: EndReport,
  inspector: Inspector,
): Outcome {
  const { request, observation } = judged;
  const response = head && decodeResponse(head, report.responseBody);
  const login = response && observation.login && readLoginResult(request, response);
  return {
    seq,
    time: observation.time + Math.max(0, report.time - observation.time),
    end: report.end,
    status: report.status,
    signals: response === undefined ? NO_SIGNALS : answerSignals(judged, response, report, inspector),
    ...(login && { login }),
  };
}

/** What the detectors read in an answer whose body was captured. What others answer to us is no leak of ours. */
function answerSignals(
  { request, observation }: Judged,
  response: TransactionResponse,
  { end, responseBody }: EndReport,
  inspector: Inspector,
): readonly Signal[] {
  if (end === 'refused' || responseBody === null || responseBody.bytes.length === 0) return NO_SIGNALS;
  if (isOutbound(observation.sensor) || !mayHoldText(response.contentType)) return NO_SIGNALS;
  return inspector.inspectAnswer(request, response, observation.signals).signals;
}

export interface Finished {
  readonly run: string;
  readonly judged: Judged;
  readonly outcome: Outcome;
  readonly response: ResponseHead | undefined;
  readonly report: EndReport;
  readonly weight: number;
  readonly stateSignals: readonly Signal[];
  readonly started: readonly Mitigation[];
  readonly keep: 'signal' | 'sample' | undefined;
}

/** The record for the control thread, with the raw exchange where it is to be learned from or kept. */
export function toCaptured(finished: Finished): CapturedTransaction {
  const { judged, response, report, weight, keep, started } = finished;
  const { request } = judged;
  return {
    record: recordOf(finished),
    started,
    weight,
    ...(keep && { keep }),
    ...((keep !== undefined || weight > 0) && {
      raw: {
        requestHeaders: request.head.headers,
        requestBody: request.rawBody.size === 0 ? null : beginningOf(request.rawBody),
        responseHeaders: response?.headers ?? [],
        responseBody: report.responseBody,
        ...(report.messages && { messages: report.messages }),
      },
    }),
  };
}

/** What waits to be learned from is bounded; the rest of a long body tells nothing new. */
function beginningOf(body: Body): Body {
  if (body.bytes.length <= LIMITS.inspectedBodyBytes) return body;
  return { bytes: body.bytes.subarray(0, LIMITS.inspectedBodyBytes), size: body.size, complete: false };
}

function recordOf({ run, judged, outcome, report, stateSignals }: Finished): CapturedTransaction['record'] {
  const { request, observation, verdict } = judged;
  const { login } = observation;
  return {
    kind: 'transaction',
    id: observation.id,
    run,
    seqIn: observation.seq,
    seqOut: outcome.seq,
    time: observation.time,
    durationMs: Math.max(0, report.time - observation.time),
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
    ...(observation.sensor && { sensor: observation.sensor }),
    actor: observation.actor,
    objects: observation.objects,
    ...(login && { login: { ...login, ...(outcome.login && { result: outcome.login }) } }),
    requestSignals: observation.signals,
    responseSignals: outcome.signals,
    stateSignals,
    verdict,
  };
}
