import { readAccessLogLine } from './access-log.ts';
import { parseJson } from './ndjson.ts';
import { isCapture } from './pcap/file.ts';

export type ImportFormat = 'har' | 'ndjson' | 'access-log' | 'burp' | 'postman' | 'pcap';

/** Bytes looked at; more than the heads of common HAR exports with their pages. */
export const SNIFFED_BYTES = 65_536;
const LINES = 50;

/** The format of a file by its beginning; undefined when it is none of those read. */
export function sniff(head: Buffer): ImportFormat | undefined {
  if (isCapture(head)) return 'pcap';
  const text = head
    .toString('utf8')
    .replace(/^\u{feff}/u, '')
    .trimStart();
  if (text.startsWith('{') && startsLog(text)) return 'har';
  if (text.startsWith('{') && startsCollection(text)) return 'postman';
  if (text.startsWith('<') && /<!DOCTYPE\s+items\b|<items\s[^>]*\bburpVersion\b/.test(text)) return 'burp';
  const lines = text
    .split('\n', LINES)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [first = ''] = lines;
  // A first line longer than what is looked at cannot be parsed yet, and only entries are so long.
  if (first.startsWith('{') && (lines.length === 1 || lines.some(isObject))) return 'ndjson';
  return lines.some((line) => typeof readAccessLogLine(line, '', '') === 'object') ? 'access-log' : undefined;
}

/** `"log": {` before any entry; inside an entry it may stand in a body. */
function startsLog(text: string): boolean {
  const log = text.search(/"log"\s*:\s*\{/);
  const entry = text.indexOf('"startedDateTime"');
  return log >= 0 && (entry < 0 || log < entry);
}

/** The schema's address in `info`, before any request; exports without `info` in front begin with their items. */
function startsCollection(text: string): boolean {
  const schema = text.search(/"schema"\s*:\s*"https?:[\\/]+schema\.(?:get)?postman\.com/);
  const log = text.indexOf('"startedDateTime"');
  if (schema >= 0 && (log < 0 || schema < log)) return true;
  return /^\{\s*(?:"collection"\s*:\s*\{\s*)?(?:"item"\s*:\s*\[|"info"\s*:\s*\{\s*"_postman_id")/.test(text);
}

const isObject = (line: string): boolean => line.startsWith('{') && parseJson(line) !== undefined;
