import type { JsonValue, TransactionRequest } from '../../model/index.ts';
import type { Recogniser } from '../lib/index.ts';

/** Headers that carry an operation: `X-Amz-Target`, `X-TC-Action`, `x-acs-action`. */
const HEADER = /^x-(?:[a-z0-9]+-){0,3}(?:target|action|operation)$/;
/** `DynamoDB_20120810.GetItem`, `DescribeInstances`: words run together, first of all a capital, with or without a service. */
const TARGET = /^(?:[A-Za-z]\w{0,63}[.#:]){0,8}[A-Z][a-z]+[A-Z]\w{0,63}$|^(?:[A-Za-z]\w{0,63}[.#]){1,8}[A-Z]\w{1,63}$/;

/** Parameters that carry one, in the query or a form. */
const PARAMETER = /^(action|command|operation|method)$/i;
/** `ListUsers`, `listVirtualMachines`, `flickr.photos.search`: words run together or joined, never a plain word. */
const COMPOUND = /^[A-Z][a-z]+[A-Z]\w{0,63}$|^[a-z]+[A-Z]\w{0,63}$|^[a-z]\w{0,31}(?:\.[a-z]\w{0,31}){2,4}$/;
/** A plain word counts only as `Action=Scan` beside a dated version, the form the query protocols have. */
const PLAIN = /^[A-Z][a-z]{2,31}$/;
const DATED = /^\d{4}-\d{2}-\d{2}$/;
const VERSION = /^v?\d{1,4}([.-]\d{1,3}){0,3}$/i;
/** What such APIs demand with every call: who calls, how it is signed. */
const CALLER = /^(api_?key|app_?key|app_?id|access_?key(_?id)?|aws_?access_?key_?id|signature|sign|x-amz-signature)$/i;

/**
 * An API with one place for all, its operation in a header or a parameter. A form's `action` that is data looks alike: it
 * counts only as a compound name beside the marks of such an API, a version or a caller's key.
 */
export const recogniseAction: Recogniser = ({ request }) => {
  const { method } = request.head;
  if (method !== 'POST' && method !== 'GET') return undefined;
  const named = method === 'POST' ? fromHeaders(request.head.headers) : undefined;
  if (named !== undefined) {
    const given = request.body.kind === 'json' ? request.body.value : undefined;
    return [{ protocol: 'action', name: named, ...(given !== undefined && { request: given }) }];
  }
  for (const pairs of pairsOf(request)) {
    const found = fromPairs(pairs);
    if (found !== undefined) return [{ protocol: 'action', ...found }];
  }
  return undefined;
};

function fromHeaders(headers: readonly string[]): string | undefined {
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const name = headers[index] as string;
    if ((name[0] !== 'x' && name[0] !== 'X') || !HEADER.test(name.toLowerCase())) continue;
    const value = (headers[index + 1] as string).trim();
    if (TARGET.test(value)) return value;
  }
  return undefined;
}

/** A call stands whole in the query or whole in the form; signatures may stand in the other. */
function pairsOf(request: TransactionRequest): readonly (readonly (readonly [string, string])[])[] {
  const form = request.head.method === 'POST' && request.body.kind === 'form' ? request.body.pairs : [];
  return request.query === '' ? [form] : [request.queryPairs, form];
}

function fromPairs(
  pairs: readonly (readonly [string, string])[],
): { readonly name: string; readonly request: JsonValue } | undefined {
  const carrier = pairs.find(([name]) => PARAMETER.test(name));
  if (carrier === undefined || !isOperation(carrier, pairs)) return undefined;
  return {
    name: carrier[1],
    request: Object.fromEntries(pairs.filter((pair) => pair !== carrier && !CALLER.test(pair[0]))),
  };
}

function isOperation(carrier: readonly [string, string], pairs: readonly (readonly [string, string])[]): boolean {
  const version = pairs.find(([name]) => /^(api_?)?version$/i.test(name))?.[1] ?? '';
  if (carrier[0] === 'Action' && DATED.test(version) && PLAIN.test(carrier[1])) return true;
  return COMPOUND.test(carrier[1]) && (VERSION.test(version) || pairs.some(([name]) => CALLER.test(name)));
}
