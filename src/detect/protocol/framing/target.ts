import { percentDecode } from '../../../lib/text/percent.ts';
import type { MessageAnswer } from '../../define.ts';

const MENTIONS_VERSION = /HTTP(?:\/|%2f)[12]/i;
/** Splits a request line that a proxy rebuilds from the decoded target (CWE-444, CWE-93). */
const SPLIT = /[\s+]HTTP\/[12](?:\.\d)?\s{0,4}[\r\n]/i;
const DOUBLED = /\sHTTP\/[12](?:\.\d)?$/i;

/** Whether the target, decoded, holds the end of a request line. */
export function askTarget(target: string): MessageAnswer | undefined {
  if (!MENTIONS_VERSION.test(target)) return undefined;
  const decoded = percentDecode(target);
  const split = SPLIT.exec(decoded);
  if (split !== null)
    return {
      confidence: 0.95,
      statement: 'the target ends the request line and begins lines of its own',
      part: 'path',
      value: decoded,
      mark: [split.index, split.index + split[0].length],
    };
  const doubled = decoded.includes('?') ? null : DOUBLED.exec(decoded);
  return doubled === null
    ? undefined
    : {
        confidence: 0.6,
        statement: 'the path ends like a request line',
        part: 'path',
        value: decoded,
        mark: [doubled.index, decoded.length],
      };
}
