import { coversTemplate } from '../specifications/index.ts';
import { ANY, type DeclaredRoute } from './declared-route.ts';
import { NO_OFFSET, offsetOf, type Offset } from './offset.ts';

/** An endpoint that traffic showed, or an operation that a document promises. */
export interface OtherRoute {
  readonly method: string;
  readonly template: string;
  /** Host it was called on, or title of the document. */
  readonly from: string;
  /** Of what was called. */
  readonly requests?: number;
}

/** One route with everything that is known of it from the three sides. */
export interface RouteRow {
  readonly methods: readonly string[];
  readonly template: string;
  /** Declarations in the source code. */
  readonly written: readonly DeclaredRoute[];
  readonly called: readonly OtherRoute[];
  readonly documented: readonly OtherRoute[];
  /** What keeps the row from being certain, in words. */
  readonly notes: readonly string[];
}

export interface RouteComparison {
  readonly rows: readonly RouteRow[];
  readonly offsets: readonly Offset[];
  readonly counts: {
    readonly written: number;
    readonly called?: number;
    readonly documented?: number;
    readonly writtenNeverCalled?: number;
    readonly calledNotWritten?: number;
    readonly documentedNotWritten?: number;
    readonly writtenNotDocumented?: number;
  };
}

/** Sides that were not looked at are absent: nothing is said about them. */
export interface Sides {
  readonly written: readonly DeclaredRoute[];
  readonly called?: readonly OtherRoute[];
  readonly documented?: readonly OtherRoute[];
}

/**
 * Puts what is written, called and documented side by side. Templates are compared by structure; where the addresses of
 * one side begin elsewhere (a proxy adds or strips a base path), the prefix with most evidence is used and stated.
 */
export function compareRoutes({ written, called, documented }: Sides): RouteComparison {
  const index = indexOf(written);
  const seen = match(index, written, called ?? [], 'called');
  const promised = match(index, written, documented ?? [], 'documented');
  const rows = written.map((route) => rowOf(route, seen, promised));
  const extra = [...seen.unmatched, ...promised.unmatched];
  const others = mergeOthers(extra, seen, promised);
  const count = (wanted: (row: RouteRow) => boolean): number => [...rows, ...others].filter(wanted).length;
  return {
    rows: [...rows, ...others],
    offsets: [...seen.offsets, ...promised.offsets],
    counts: {
      written: written.length,
      ...(called !== undefined && {
        called: called.length,
        writtenNeverCalled: count((row) => row.written.length > 0 && row.called.length === 0),
        calledNotWritten: seen.unmatched.length,
      }),
      ...(documented !== undefined && {
        documented: documented.length,
        documentedNotWritten: promised.unmatched.length,
        writtenNotDocumented: count((row) => row.written.length > 0 && row.documented.length === 0),
      }),
    },
  };
}

interface Matched {
  readonly of: ReadonlyMap<DeclaredRoute, readonly OtherRoute[]>;
  /** Called templates that take in a written one: its calls may be among theirs. */
  readonly within: ReadonlyMap<DeclaredRoute, OtherRoute>;
  readonly unmatched: readonly OtherRoute[];
  readonly offsets: readonly Offset[];
  readonly side: 'called' | 'documented';
}

function rowOf(route: DeclaredRoute, seen: Matched, promised: Matched): RouteRow {
  const called = seen.of.get(route) ?? [];
  const within = called.length === 0 ? seen.within.get(route) : undefined;
  const notes = within === undefined ? route.notes : [...route.notes, `calls may be among those of ${within.template}`];
  return {
    methods: route.methods,
    template: route.template,
    written: [route],
    called,
    documented: promised.of.get(route) ?? [],
    notes,
  };
}

/** What is not written, once each: a route that is called and documented is one row. */
function mergeOthers(extra: readonly OtherRoute[], seen: Matched, promised: Matched): readonly RouteRow[] {
  const rows = new Map<string, { called: OtherRoute[]; documented: OtherRoute[]; first: OtherRoute }>();
  for (const one of extra) {
    const key = `${one.method} ${shape(one.template)}`;
    const row = rows.get(key) ?? { called: [], documented: [], first: one };
    if (seen.unmatched.includes(one)) row.called.push(one);
    else if (promised.unmatched.includes(one)) row.documented.push(one);
    rows.set(key, row);
  }
  return [...rows.values()].map(({ called, documented, first }) => ({
    methods: [first.method],
    template: first.template,
    written: [],
    called,
    documented,
    notes: [],
  }));
}

const shape = (template: string): string => template.replaceAll(/\{[^{}]*\}/g, '{}').replace(/\/$/, '');
const depthOf = (template: string): number => template.split('/').filter(Boolean).length;

interface Index {
  readonly exact: ReadonlyMap<string, readonly DeclaredRoute[]>;
  readonly byDepth: ReadonlyMap<number, readonly DeclaredRoute[]>;
  readonly open: readonly DeclaredRoute[];
}

/** A route without one literal part would take in everything: it is no evidence. */
export const isComparable = ({ template }: DeclaredRoute): boolean =>
  template === '/' || template.split('/').some((segment) => segment !== '' && !segment.includes('{'));

function indexOf(written: readonly DeclaredRoute[]): Index {
  const exact = new Map<string, DeclaredRoute[]>();
  const byDepth = new Map<number, DeclaredRoute[]>();
  const open: DeclaredRoute[] = [];
  const push = <K>(map: Map<K, DeclaredRoute[]>, key: K, route: DeclaredRoute): void =>
    void (map.get(key)?.push(route) ?? map.set(key, [route]));
  for (const route of written) {
    if (!isComparable(route) && !isPlainParameters(route)) continue;
    push(exact, shape(route.template), route);
    if (!isComparable(route)) continue;
    if (route.template.endsWith('*}')) open.push(route);
    else if (route.template.includes('{')) push(byDepth, depthOf(route.template), route);
  }
  return { exact, byDepth, open };
}

/** `/{tenant}/{id}`: only parameters, all of them known. */
const isPlainParameters = ({ template }: DeclaredRoute): boolean =>
  !template.includes('{?}') && !template.endsWith('*}');

const answers = (route: DeclaredRoute, method: string): boolean =>
  route.methods.includes(ANY) ||
  route.methods.includes(method) ||
  (method === 'HEAD' && route.methods.includes('GET')) ||
  // Browsers ask before they call; middleware answers.
  method === 'OPTIONS';

function match(
  index: Index,
  written: readonly DeclaredRoute[],
  others: readonly OtherRoute[],
  side: Matched['side'],
): Matched {
  const of = new Map<DeclaredRoute, OtherRoute[]>();
  const within = new Map<DeclaredRoute, OtherRoute>();
  const unmatched: OtherRoute[] = [];
  const offsets: Offset[] = [];
  for (const [from, own] of Map.groupBy(others, (one) => one.from)) {
    const offset = offsetOf(written.filter(isComparable), own, from, side);
    if (offset.prefix !== '') offsets.push(offset);
    for (const other of own) {
      const found = nearest(index, other.method, offset, other.template);
      if (found.length === 0) unmatched.push(other);
      for (const route of found) void (of.get(route)?.push(other) ?? of.set(route, [other]));
    }
    if (side === 'called') noteWithin(written, own, of, within, offset);
  }
  return { of, within, unmatched, offsets, side };
}

/** The routes that answer this: those of the same structure, else the most exact that takes it in. */
function nearest(index: Index, method: string, offset: Offset, template: string): readonly DeclaredRoute[] {
  for (const at of new Set([offset.apply(template), NO_OFFSET.apply(template)])) {
    if (at === undefined) continue;
    const same = (index.exact.get(shape(at)) ?? []).filter((route) => answers(route, method));
    if (same.length > 0) return same;
    const wide = [...(index.byDepth.get(depthOf(at)) ?? []), ...index.open].filter(
      (route) => answers(route, method) && coversTemplate(route.template, at),
    );
    const best = wide.toSorted((a, b) => literals(b) - literals(a))[0];
    if (best !== undefined) return [best];
  }
  return [];
}

const literals = ({ template }: DeclaredRoute): number =>
  template.split('/').filter((segment) => segment !== '' && !segment.includes('{')).length;

/** `/users/me` beside a learned `/users/{id}`. */
function noteWithin(
  written: readonly DeclaredRoute[],
  own: readonly OtherRoute[],
  of: ReadonlyMap<DeclaredRoute, readonly OtherRoute[]>,
  within: Map<DeclaredRoute, OtherRoute>,
  offset: Offset,
): void {
  const wide = Map.groupBy(
    own.filter(({ template }) => template.includes('{')),
    ({ template }) => depthOf(offset.apply(template) ?? template),
  );
  for (const route of written) {
    if (of.has(route)) continue;
    const found = wide
      .get(depthOf(route.template))
      ?.find(
        (other) => answers(route, other.method) && coversTemplate(offset.apply(other.template) ?? '', route.template),
      );
    if (found !== undefined) within.set(route, found);
  }
}
