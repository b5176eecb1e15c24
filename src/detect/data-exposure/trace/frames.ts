/** How one language writes the lines of a stack trace. */
interface FrameForm {
  readonly language: string;
  /** Asked of one line without its margin; every expression is bounded by the line's length. */
  readonly frame: RegExp;
  /** Of such a line, one that names a file and a line in it; absent: all do. */
  readonly placed?: RegExp;
}

const JVM_FILE = String.raw`[\w$.-]{1,120}\.(?:java|kts?|scala|groovy|clj|cfm|cfc):\d+`;

/**
 * Oracle, JEP 254 and `Throwable.printStackTrace` · V8 stack trace API · `System.Environment.StackTrace` · Python `traceback` · PHP
 * `Exception::getTraceAsString` · Ruby `Exception#backtrace` · Go `runtime/debug` · Rust `std::backtrace` · Elixir
 * `Exception.format_stacktrace` · Dart `StackTrace` · Lua `debug.traceback`.
 */
const FORMS: readonly FrameForm[] = [
  {
    language: 'Java',
    frame: new RegExp(
      String.raw`^at (?:[\w.$@-]{1,120}/{1,2}){0,3}[\w.$<>-]{1,300}\((?:${JVM_FILE}|[\w$.-]{1,120}\.(?:java|kt|scala)|Native Method|Unknown Source|<generated>)\)(?: ~?\[[^\]]{1,120}\])?$`,
    ),
    placed: new RegExp(`\\(${JVM_FILE}\\)`),
  },
  {
    language: '.NET',
    frame:
      /^(?:at|bei|à|en|in) [A-Z][\w`]{0,80}(?:\.{1,2}[\w`<>+|[\],$]{1,120}){1,12}\([^()]{0,300}(?:\(\)[^()]{0,100})?\)(?: (?:in|dans|en) (?:[A-Za-z]:\\|\/)[^:]{1,240}:\S{1,8} \d{1,6}\.?)?$/,
    placed: /:\S{1,8} \d{1,6}\.?$/,
  },
  { language: 'Python', frame: /^File "[^"]{1,300}", line \d{1,7}(?:, in \S.{0,160})?$/ },
  {
    language: 'PHP',
    frame:
      /^#\d{1,3} (?:(?:[A-Za-z]:)?[\\/][^()]{1,250}(?:\([^()]{1,60}\)[^()]{1,60})?\(\d{1,7}\): .|\[internal function\]: .|\{main\}$)/,
    placed: /\(\d{1,7}\): /,
  },
  {
    language: 'Ruby',
    frame:
      /^(?:from |\d{1,3}: from |\d{1,3}: |#\d{1,3} )?(?:<internal:|\.{0,2}\/|[A-Za-z]:\/|[\w@.-]{1,80}\/|\w)[^:\s]{0,240}(?:\.(?:rb|rake|erb|haml|slim|ru|jbuilder)|>):\d{1,7}:in [`'‘"].{1,160}['’"]$/,
  },
  { language: 'Go', frame: /^(?:\/|[A-Za-z]:\/)[^\s:]{1,240}\.(?:go|s):\d{1,7}(?: \+0x[\da-f]{1,16})?$/ },
  { language: 'Go', frame: /^goroutine \d{1,12} \[[\w ,.()]{1,60}\]:$/, placed: /^$/ },
  { language: 'Rust', frame: /^at (?:\.{1,2}\/|\/)[^\s:]{1,240}\.rs:\d{1,7}(?::\d{1,5})?$/ },
  { language: 'Rust', frame: /^thread '[^']{1,80}' (?:\(\d{1,12}\) )?panicked at .{0,200}\.rs:\d{1,7}:\d{1,5}/ },
  {
    language: 'Rust',
    frame: /^\d{1,3}:\s{1,6}(?:0x[\da-f]{6,16} - )?(?:<.{3,200}>|\w{1,80})(?:::[^\s(]{1,200})$/,
    placed: /^$/,
  },
  {
    language: 'Elixir',
    frame: /^\(\w{1,60} [\d.]{1,20}(?:-[\w.]{1,20})?\) [\w./-]{1,200}\.(?:ex|exs|eex|heex|erl):\d{1,7}: \S/,
  },
  {
    language: 'Dart',
    frame: /^#\d{1,3}\s{1,6}[\w.<> ]{1,160} \((?:package|dart|file):[^()\s]{1,240}\.dart:\d{1,7}(?::\d{1,5})?\)$/,
  },
  {
    language: 'Lua',
    frame: /^(?:[\w./-]{1,240}\.lua:\d{1,7}|\[C\]): in (?:function|upvalue|local|method|field|main chunk|global|\?)/,
    placed: /\.lua:\d/,
  },
];

/** Perl puts the place behind the message, PHP's uncaught errors as well: one such line is a trace of one frame. */
const TAIL_PLACES: readonly (readonly [language: string, place: RegExp])[] = [
  [
    'Perl',
    /\bat (?:\/[^\s:*?"<>|]{1,240}|[\w./-]{1,120})\.(?:pl|pm|cgi|psgi|t) line \d{1,7}(?:, <\w{1,30}> (?:line|chunk) \d{1,9})?\.?$/,
  ],
  [
    'PHP',
    /\bin (?:[A-Za-z]:)?[\\/][^\s:*?"<>|]{1,240}\.(?:php\d?|phtml|inc|module)(?: on line (?:<b>)?\d{1,7}|:\d{1,7})/,
  ],
];

/** The place in a frame of V8: the file behind `at`, line and column at the end. */
const V8_END = /:\d{1,7}:\d{1,7}$/;
const V8_FILE =
  /^(?:async |new )?(?:file:\/\/|node:|webpack|https?:\/\/|[A-Za-z]:[\\/]|\/|\.{1,2}\/|internal\/|[\w@.-]{1,80}\/|evalmachine)|\.[cm]?[jt]sx?$|^(?:async )?<anonymous>$/;

function v8Place(line: string): 'placed' | 'bare' | undefined {
  if (!line.startsWith('at ')) return undefined;
  const inside = line.endsWith(')') ? line.slice(line.lastIndexOf('(') + 1, -1) : line.slice(3);
  if (V8_END.test(inside)) return V8_FILE.test(inside.replace(V8_END, '')) ? 'placed' : undefined;
  return /^(?:<anonymous>|native|index \d+)$/.test(inside) ? 'bare' : undefined;
}

export interface FrameLine {
  readonly language: string;
  readonly placed: boolean;
  /** What of the line may be shown as [from, to): arguments and messages hold people's data. */
  readonly shown: readonly [number, number];
}

/** What one line is in a stack trace; its margin and the markup around it are left out. */
export function readFrame(raw: string): FrameLine | undefined {
  if (raw.length > MOST_LINE) return undefined;
  const unindented = raw.replace(MARGIN, '');
  const margin = raw.length - unindented.length;
  const line = unindented.replace(MARGIN_END, '');
  if (line.length < 8) return undefined;
  const v8 = v8Place(line);
  if (v8 !== undefined)
    return { language: 'JavaScript', placed: v8 === 'placed', shown: [margin, margin + line.length] };
  if (STARTS.test(line))
    for (const { language, frame, placed } of FORMS)
      if (frame.test(line)) {
        const end = language === 'PHP' ? line.indexOf('): ') + 1 || line.length : line.length;
        return { language, placed: placed?.test(line) ?? true, shown: [margin, margin + end] };
      }
  return readTail(line, margin);
}

function readTail(line: string, margin: number): FrameLine | undefined {
  for (const [language, place] of TAIL_PLACES) {
    const found = place.exec(line);
    if (found === null) continue;
    const from = margin + found.index;
    return { language, placed: true, shown: [from, from + found[0].length] };
  }
  return undefined;
}

/** Longer lines are no frames; the longest of generated Java names stay below. */
const MOST_LINE = 700;
const MARGIN = /^(?:[\s\u00a0|]|<[^<>]{0,120}>|&nbsp;){0,40}/;
const MARGIN_END = /(?:<\/\w{1,12}>|[\s,;]){1,8}$/;
/** What the first character of every form is. */
const STARTS =
  /^(?:at |bei |à |en |in |File "|#\d|from |\d{1,3}:|\(|\[C\]|goroutine |thread |[A-Za-z]:\/|[./<]|[\w@.-]{1,80}\/|[\w.-]{1,80}\.(?:rb|lua))/;

export interface Trace {
  readonly language: string;
  readonly frames: number;
  /** Frames that name a file and a line. */
  readonly placed: number;
  /** From the first frame to the end of the last. */
  readonly from: number;
  readonly to: number;
  /** What may be shown of the first frame. */
  readonly shown: readonly [number, number];
  /** Lines between the first and the last frame that are none. */
  readonly between: number;
}

const MOST_LINES = 4_000;
const LINE_END = /\r?\n|<br ?\/?>|\\r?\\n|\\n/g;

/** The frames in a text, whose lines may end as text, as HTML or escaped twice. Undefined when it has none. One pass. */
export function readTrace(text: string): Trace | undefined {
  const counts = { frames: 0, placed: 0, from: 0, to: 0, shown: [0, 0] as [number, number], between: 0, language: '' };
  let gap = 0;
  let lines = 0;
  for (const [from, to] of lineBounds(text)) {
    if (++lines > MOST_LINES) break;
    const frame = readFrame(text.slice(from, Math.min(to, from + MOST_LINE + 1)));
    if (frame === undefined) {
      gap++;
      continue;
    }
    if (counts.frames === 0) {
      const [start, end] = frame.shown;
      Object.assign(counts, { from, shown: [from + start, from + end], language: frame.language });
    } else counts.between += gap;
    gap = 0;
    counts.frames++;
    if (frame.placed) counts.placed++;
    counts.to = to;
  }
  return counts.frames === 0 ? undefined : counts;
}

function* lineBounds(text: string): Generator<readonly [from: number, to: number]> {
  let from = 0;
  for (const end of text.matchAll(LINE_END)) {
    yield [from, end.index];
    from = end.index + end[0].length;
  }
  yield [from, text.length];
}
