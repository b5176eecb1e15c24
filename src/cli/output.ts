import { styleText } from 'node:util';
import Table from 'cli-table3';

/** How a command's result is written. Data goes to stdout, everything else to stderr. */
export const FORMATS = ['table', 'wide', 'json', 'jsonl', 'yaml', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

export interface Output {
  readonly format: Format;
  readonly quiet: boolean;
  /** Rows as a table, or as data in the chosen format. `--quiet` prints ids only. */
  rows<Row extends object>(rows: readonly Row[], columns: readonly Column<Row>[]): void;
  /** One object as lines of `text`, or as data. */
  object(value: object, text: () => string): void;
  /** A line for a person, on stderr; silent with --quiet. */
  say(text: string): void;
  readonly style: Style;
}

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  /** Shown by `wide` only. */
  readonly wide?: boolean;
  /** Never cut: ids. */
  readonly whole?: boolean;
}

export type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

export const SCHEMA_VERSION = 1;

/** flag > NO_COLOR (non-empty) > FORCE_COLOR > terminal. */
export function wantsColor(
  flag: boolean | undefined,
  stream: { readonly isTTY?: boolean },
  env: NodeJS.ProcessEnv,
): boolean {
  if (flag === false) return false;
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] && env['FORCE_COLOR'] !== '0') return true;
  return stream.isTTY === true;
}

export function createOutput(options: { format: Format; quiet: boolean; color: boolean; width: number }): Output {
  const style: Style = (format, text) => (options.color ? styleText(format, text, { validateStream: false }) : text);
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  return {
    format: options.format,
    quiet: options.quiet,
    style,
    say: (text) => void (options.quiet || process.stderr.write(`${text}\n`)),
    rows(rows, columns) {
      if (options.quiet)
        return rows.forEach((row) => print(String((row as { id?: unknown }).id ?? Object.values(row)[0])));
      switch (options.format) {
        case 'json':
          return print(JSON.stringify(readable({ schemaVersion: SCHEMA_VERSION, rows }), null, 2));
        case 'jsonl':
          return rows.forEach((row) => print(JSON.stringify(readable(row))));
        case 'yaml':
          return print(yaml(readable({ schemaVersion: SCHEMA_VERSION, rows })));
        case 'csv':
          return print(
            [columns.map((c) => c.title), ...rows.map((row) => columns.map((c) => c.cell(row)))]
              .map(csvLine)
              .join('\n'),
          );
        default:
          if (rows.length > 0) print(table(rows, columns, options, style));
      }
    },
    object(value, text) {
      if (options.format === 'json' || options.format === 'jsonl')
        print(
          JSON.stringify(
            readable({ schemaVersion: SCHEMA_VERSION, ...value }),
            null,
            options.format === 'json' ? 2 : 0,
          ),
        );
      else if (options.format === 'yaml') print(yaml(readable({ schemaVersion: SCHEMA_VERSION, ...value })));
      else print(text());
    },
  };
}

function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  options: { format: Format; width: number },
  style: Style,
): string {
  const shown = columns.filter((column) => options.format === 'wide' || !column.wide);
  const cells = rows.map((row) => shown.map((column) => printable(column.cell(row))));
  const widths = shown.map((column, index) =>
    Math.max(column.title.length, ...cells.map((line) => line[index]?.length ?? 0)),
  );
  narrow(widths, shown, options.width);
  const view = new Table({
    head: shown.map((column) => style('bold', column.title.toUpperCase())),
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '  ',
    },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  for (const line of cells) view.push(line.map((cell, index) => cut(cell, widths[index] ?? cell.length)));
  return view.toString().replaceAll(/[ \t]+$/gm, '');
}

/** Takes width from the widest column that may be cut until the line fits. */
function narrow<Row>(widths: number[], columns: readonly Column<Row>[], width: number): void {
  const total = (): number => widths.reduce((sum, one) => sum + one + 2, -2);
  while (total() > width) {
    let widest = -1;
    for (const [index, column] of columns.entries()) {
      if (!column.whole && (widths[index] ?? 0) > 8 && (widths[index] ?? 0) > (widths[widest] ?? 8)) widest = index;
    }
    if (widest === -1) return;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
}

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(1, width - 1))}…`;

/** Captured text must not move the terminal's cursor or change its colours. */
export const printable = (text: string): string =>
  text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '·');

const csvLine = (cells: readonly string[]): string =>
  cells.map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');

const TIME_KEYS = new Set([
  'time',
  'at',
  'now',
  'from',
  'to',
  'since',
  'until',
  'firstSeen',
  'lastSeen',
  'startedAt',
  'created',
  'expires',
  'lastEvent',
  'importedAt',
  'suppressedUntil',
]);

/** Times as RFC 3339 in UTC; everything else as it is. */
function readable(value: unknown, key = ''): unknown {
  if (typeof value === 'number' && TIME_KEYS.has(key) && value > 1e11) return new Date(value).toISOString();
  if (Array.isArray(value)) return value.map((item) => readable(item));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, readable(item, name)]));
  return value;
}

/** Enough YAML for data: block style, strings quoted as JSON (which YAML reads). */
function yaml(value: unknown, indent = ''): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return value.map((item) => `${indent}- ${nested(item, `${indent}  `)}`).join('\n');
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    if (entries.length === 0) return '{}';
    return entries
      .map(
        ([key, item]) =>
          `${indent}${/^[\w-]+$/.test(key) ? key : JSON.stringify(key)}: ${nested(item, `${indent}  `, true)}`,
      )
      .join('\n');
  }
  return JSON.stringify(value ?? null);
}

function nested(value: unknown, indent: string, afterKey = false): string {
  const text = yaml(value, indent);
  const isBlock = typeof value === 'object' && value !== null && text !== '[]' && text !== '{}';
  if (!isBlock) return text;
  return afterKey ? `\n${text}` : text.slice(indent.length);
}
