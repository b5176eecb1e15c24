import type { ValueAnswer } from '../../define.ts';

/** `FOR [/D|/R|/L|/F "…"] %v IN (set) DO command`: one percent sign at a prompt, two in a file (Windows commands reference). */
const FOR =
  /(?:^|[&|;(\s])for\s+(?:\/[dfrl]\s+)?(?:"[^"]{0,120}"\s+|[\w:\\.]{1,60}\s+)?%{1,2}\w{0,30}\s+in\s*\([^)\n]{1,200}\)\s*do\s+\S/i;
/** `IF [/I] [NOT] EXIST file | ERRORLEVEL n | DEFINED name | a==b | a EQU b command`, with what only a batch file compares. */
const IF =
  /(?:^|[&|;(\s])if\s+(?:\/i\s+)?(?:not\s+)?(?:exist\s+["'\w%]\S{0,120}\s+\S|errorlevel\s+\d{1,5}\s+\S|%errorlevel%\s*\S+\s+\S|cmdextversion\s+\d|(?:"?[%!]\w{1,30}[%!]"?|[[{("]?%\d[\]})"]?|\(\d{1,9}\))\s*(?:==|equ|neq|lss|leq|gtr|geq)\s*\S{1,60}(?:\s+\S|$)|"[^"]{1,40}"\s*==\s*"[^"]{1,40}"\s+\S)/i;

/** A value that is a statement of cmd.exe's own language, which runs the command behind it. */
export function askBatch(value: string): ValueAnswer | undefined {
  if (value.length > MOST_CHARS) return undefined;
  const found = FOR.exec(value) ?? IF.exec(value);
  if (found === null || found.index > MOST_BEFORE) return undefined;
  return {
    confidence: 0.85,
    statement: 'value is a statement of the Windows command line that runs a command',
    mark: [found.index, found.index + found[0].length],
  };
}

const MOST_CHARS = 400;
/** Characters before it: longer ones are a text about it. */
const MOST_BEFORE = 24;
