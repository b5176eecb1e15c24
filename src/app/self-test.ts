import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Direction, Gate } from '../capture/gate.ts';
import type { Inspector } from '../detect/index.ts';
import type { ActorRule } from '../detect/index.ts';
import { EMPTY_BODY, type Policy, type RequestHead } from '../model/index.ts';
import { decodeRequest } from '../protocols/http/index.ts';
import { verdictAlone } from './verdict-alone.ts';

export interface SelfTestResult {
  readonly at: number | null;
  readonly passed: boolean | null;
  readonly detail: string;
}

/**
 * Proves the effective mode by a real request: a probe with an injection goes through the listener, is decoded, inspected
 * and judged by the policy in force, and answered here instead of upstream. It touches neither the running engine's state
 * nor the journal. A gateway that says enforce and lets the probe pass fails its test.
 */
export interface SelfTest {
  /** The gate to hand to the sensor: probes are answered, everything else goes to `gate`. */
  readonly gate: Gate;
  run(gateway: ProbedGateway, now: number): Promise<SelfTestResult>;
  readonly last: SelfTestResult;
}

export interface ProbedGateway {
  readonly host: string;
  readonly port: number;
  readonly scheme: 'http' | 'https';
  /** True when the listener lets nobody in without a certificate, and so no probe. */
  readonly closed: boolean;
}

const PROBED_RULE = 'sql-injection';
const PROBE_HEADER = 'x-sallyport-probe';
const PROBE_TARGET =
  '/sallyport-self-test?q=1%27%20OR%20%271%27%3D%271%27%20UNION%20SELECT%20password%20FROM%20users--%20';

export function createSelfTest(
  gate: Gate,
  inspector: Inspector,
  rules: readonly ActorRule[],
  policy: () => Policy,
): SelfTest {
  const secret = randomBytes(18).toString('base64url');
  let last: SelfTestResult = { at: null, passed: null, detail: 'not yet run' };

  const judge = (head: RequestHead): Direction => {
    const signals = inspector.inspect(decodeRequest(head, EMPTY_BODY)).signals;
    const verdict = verdictAlone(head, signals, policy(), rules);
    const body = Buffer.from(
      JSON.stringify({ signals: signals.length, conclusion: verdict.conclusion, mode: policy().mode }),
    );
    return {
      type: 'answer',
      status: 200,
      headers: ['content-type', 'application/json', 'content-length', String(body.length)],
      body,
    };
  };

  return {
    get last() {
      return last;
    },
    gate: {
      open(head) {
        if (!isProbe(head, secret)) return gate.open(head);
        return { judge: () => judge(head), answered: () => 0, end: () => {} };
      },
    },
    async run(gateway, now) {
      if (gateway.closed) {
        last = { at: now, passed: null, detail: 'not tested: the listener asks every client for a certificate' };
        return last;
      }
      try {
        last = { at: now, ...assess(policy(), await probe(gateway, secret)) };
      } catch (error) {
        last = { at: now, passed: false, detail: `the probe did not come back: ${(error as Error).message}` };
      }
      return last;
    },
  };
}

function isProbe(head: RequestHead, secret: string): boolean {
  if (head.target !== PROBE_TARGET) return false;
  for (let index = 0; index < head.headers.length; index += 2) {
    if (head.headers[index]?.toLowerCase() === PROBE_HEADER) return head.headers[index + 1] === secret;
  }
  return false;
}

interface ProbeAnswer {
  readonly signals: number;
  readonly conclusion: string;
}

function assess(policy: Policy, answer: ProbeAnswer): { passed: boolean; detail: string } {
  const rule = policy.rules[PROBED_RULE];
  if (policy.mode === 'off' || rule?.mode === 'off') return { passed: true, detail: 'off, as the policy says' };
  if (answer.signals === 0) return { passed: false, detail: 'an injection was sent and not seen' };
  const refuses = policy.mode === 'enforce' && rule?.mode === 'enforce' && rule.action !== 'log';
  const refused = answer.conclusion === 'block';
  const happened = `an injection was sent, seen and ${refused ? 'refused' : 'let through'}`;
  return refused === refuses
    ? { passed: true, detail: happened }
    : { passed: false, detail: `${happened}, but the policy says otherwise` };
}

function probe({ host, port, scheme }: ProbedGateway, secret: string): Promise<ProbeAnswer> {
  const local = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return new Promise((resolve, reject) => {
    const ask = scheme === 'https' ? httpsRequest : httpRequest;
    const request = ask(
      {
        // It asks for itself: whose certificate it is does not matter here.
        rejectUnauthorized: false,
        host: local,
        port,
        path: PROBE_TARGET,
        headers: { host: 'sallyport.invalid', [PROBE_HEADER]: secret },
        agent: false,
        timeout: 5_000,
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          try {
            resolve(JSON.parse(text) as ProbeAnswer);
          } catch (error) {
            reject(error as Error);
          }
        });
      },
    );
    request.on('timeout', () => request.destroy(new Error('no answer in 5 s')));
    request.on('error', reject);
    request.end();
  });
}
