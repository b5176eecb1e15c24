import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { readRequestFile } from '../capture/import/index.ts';
import { createInspector, statelessRules, traceRequest, type RequestTrace } from '../detect/index.ts';
import { CodedError, type Signal, type Verdict } from '../model/index.ts';
import { createContext } from '../pipeline/index.ts';
import { decodeRequest } from '../protocols/http/index.ts';
import { readPolicyFile } from './policy-file.ts';
import { verdictAlone } from './verdict-alone.ts';

/** What the stateless rules make of one request that is not sent anywhere. */
export interface RequestExplanation extends RequestTrace {
  readonly method: string;
  readonly target: string;
  readonly bodyBytes: number;
  readonly signals: readonly Signal[];
  /** As a gateway in enforce mode would decide under the policy for a sender without a past. */
  readonly verdict: Verdict;
  /** Milliseconds of the inspection as the gateway does it, the best of some rounds. */
  readonly ms: number;
}

const ROUNDS = 50;

/**
 * Explains a request file (HTTP/1.1 as on the wire); `-` is standard input. Without a policy file the shipped policy holds.
 * Errors: SP4001 not readable, SP4006 no request, SP1101–SP1103 and SP1003 for the policy.
 */
export async function explainRequest(file: string, policyFile: string | undefined): Promise<RequestExplanation> {
  const { head, body } = readRequestFile(await read(file), file);
  const policy = readPolicyFile(policyFile);
  const trace = fastest(() => {
    const request = decodeRequest(head, body);
    return traceRequest(statelessRules, request, {
      context: createContext(request),
      limitsOf: (rule) => policy.rules[rule]?.limits ?? {},
      now: () => performance.now(),
    });
  });
  const inspector = createInspector(statelessRules);
  inspector.configure(policy.rules);
  let ms = Number.POSITIVE_INFINITY;
  let signals: readonly Signal[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    const fresh = decodeRequest(head, body);
    ({ signals } = inspector.inspect(fresh, createContext(fresh)));
    ms = Math.min(ms, performance.now() - began);
  }
  const { method, target } = head;
  return {
    method,
    target,
    bodyBytes: body.size,
    signals,
    verdict: verdictAlone(head, signals, { ...policy, mode: 'enforce' }),
    ms,
    ...trace,
  };
}

/** The same answers every time; of the times, the lowest: the first rounds pay for compiling. */
function fastest(trace: () => RequestTrace): RequestTrace {
  let best = trace();
  for (let round = 1; round < ROUNDS; round++) {
    const { rules } = trace();
    best = {
      ...best,
      rules: best.rules.map((rule, at) => ({ ...rule, ms: Math.min(rule.ms, rules[at]?.ms ?? rule.ms) })),
    };
  }
  return best;
}

async function read(file: string): Promise<Buffer> {
  try {
    return file === '-' ? await buffer(process.stdin) : await readFile(file);
  } catch (cause) {
    throw new CodedError('SP4001', `${file}: ${(cause as Error).message}`, { cause });
  }
}
