import type { ReceivedHead } from '../client-end.ts';
import { isRefusal, planRequest, type Refusal, type RequestPlan } from '../request-head.ts';

/** A request's head of HTTP/2, and what goes upstream of it. */
export interface Http2Head extends ReceivedHead {
  readonly plan: RequestPlan;
  /** Value of Expect in lower case; '' when there is none. */
  readonly expect: string;
}

interface HeadLimits {
  readonly headBytes: number;
  readonly headerLines: number;
}

const METHOD = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** The target becomes part of a line of HTTP/1.1: no space, no control character (RFC 9113 §8.3.1, RFC 3986). */
const TARGET = /^(?:\/[\x21-\x7e\x80-\xff]*|\*)$/;
/** nghttp2 refuses all of these; they are asked for again, because behind them stands request smuggling (RFC 9113 §10.3). */
const NAME = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const CONNECTION_SPECIFIC = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade']);

const bad = (detail: string): Refusal => ({ status: 400, name: 'bad-request', detail });

interface Fields {
  readonly pseudo: Map<string, string>;
  readonly lines: string[];
  host: string | undefined;
  expect: string;
}

/**
 * Checks and takes apart a head as Node gives it: a flat list, pseudo-headers included. `open` is true when a body may
 * follow. The lines for upstream are those of HTTP/1.1, without a framing line where the client declared no length.
 */
export function readHead(raw: readonly string[], open: boolean, limits: HeadLimits): Http2Head | Refusal {
  // The library keeps to the announced size only once the client has acknowledged it.
  if (raw.reduce((sum, text) => sum + text.length, 0) > limits.headBytes)
    return { status: 431, name: 'head-too-large', detail: '' };
  if (raw.length > limits.headerLines * 2) return { status: 431, name: 'too-many-header-lines', detail: '' };
  const fields = split(raw);
  if (typeof fields === 'string') return bad(fields);
  const { pseudo, lines, host, expect } = fields;
  const method = pseudo.get(':method') ?? '';
  const target = pseudo.get(':path') ?? '';
  const authority = pseudo.get(':authority') ?? host;
  if (method === 'CONNECT') return { status: 405, name: 'connect-method', detail: '' };
  if (!METHOD.test(method)) return bad('method');
  if (!TARGET.test(target)) return bad('target');
  if (authority === undefined || authority === '') return bad('no authority');
  if (host !== undefined && host.toLowerCase() !== authority.toLowerCase()) return bad('Host is not the authority');
  const plan = planRequest(method, target, false, ['host', authority, ...lines], false);
  if (isRefusal(plan)) return plan;
  return {
    method,
    httpVersion: '2.0',
    rawHeaders: lines,
    plan: open && plan.framing === 'none' ? { ...plan, framing: 'open', length: -1 } : plan,
    expect,
  };
}

/** A string says what is wrong. Cookie crumbs are joined (RFC 9113 §8.2.3), at the place of the first. */
function split(raw: readonly string[]): Fields | string {
  const fields: Fields = { pseudo: new Map(), lines: [], host: undefined, expect: '' };
  const { pseudo, lines } = fields;
  let cookieAt = -1;
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] ?? '';
    const value = raw[i + 1] ?? '';
    if (!VALUE.test(value)) return 'field value';
    if (name.startsWith(':')) {
      if (pseudo.has(name) || lines.length > 0) return 'pseudo-header';
      pseudo.set(name, value);
    } else if (!NAME.test(name) || CONNECTION_SPECIFIC.has(name)) {
      return `field ${name}`;
    } else if (name === 'host') {
      if (fields.host !== undefined) return 'several Host lines';
      fields.host = value;
    } else if (name === 'cookie' && cookieAt >= 0) {
      lines[cookieAt] += `; ${value}`;
    } else {
      lines.push(name, value);
      if (name === 'cookie') cookieAt = lines.length - 1;
      if (name === 'expect') fields.expect = value.toLowerCase();
    }
  }
  return fields;
}
