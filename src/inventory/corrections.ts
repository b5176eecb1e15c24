import { createHash } from 'node:crypto';
import { CodedError, LIMITS, type CorrectionKind, type TemplateCorrection } from '../model/index.ts';
import type { OwnerWish, OwnerWishes } from './path/place.ts';
import { DEEPEST, decodeSegment, splitPath } from './path/segments.ts';
import type { TemplatePart } from './path/templates.ts';

/** The corrections of one host, as the learner asks for them. */
export interface HostCorrections {
  readonly size: number;
  readonly wishes: OwnerWishes;
  /** Whether the owner wants this segment as a literal of its own behind this path; undefined stands for any value. */
  keepsApart(path: readonly (string | undefined)[], segment: string): boolean;
}

interface WishedSegment {
  /** Decoded, and as sent; undefined for a parameter. */
  readonly literal?: string;
  readonly raw?: string;
  readonly name?: string;
}

interface Wish {
  readonly segments: readonly WishedSegment[];
  /** Places at which the learned template was changed. */
  readonly changed: ReadonlySet<number>;
  readonly statement: string;
}

const PARAMETER = /^[^{}]*\{([A-Za-z_][\w-]{0,63})\}[^{}]*$/;

/** A template's segments. Errors: SP1401 when it is none. */
export function readTemplate(template: string): readonly WishedSegment[] {
  const refuse = (what: string): never => {
    throw new CodedError('SP1401', `${JSON.stringify(template.slice(0, 200))}: ${what}`);
  };
  if (!template.startsWith('/')) refuse('a template begins with /');
  const parts = splitPath(template);
  if (parts.length > DEEPEST) refuse(`more than ${DEEPEST} segments`);
  const names = new Set<string>();
  return parts.map((part) => {
    if (part.length >= LIMITS.segmentChars) refuse('a segment is too long');
    if (!/[{}]/.test(part)) return { literal: decodeSegment(part), raw: part };
    const name = PARAMETER.exec(part)?.[1] ?? refuse(`${JSON.stringify(part)} is neither a literal nor {name}`);
    if (names.has(name)) refuse(`{${name}} stands twice`);
    names.add(name);
    return { name };
  });
}

/** Where two templates of the same length differ, and what that means. */
function differences(from: string, template: string): { readonly changed: ReadonlySet<number>; kind: CorrectionKind } {
  const before = readTemplate(from);
  const after = readTemplate(template);
  if (before.length !== after.length) throw new CodedError('SP1401', `${template} has not as many segments as ${from}`);
  const changed = new Set<number>();
  const kinds = new Set<CorrectionKind>();
  for (const [index, wished] of after.entries()) {
    const learned = before[index] as WishedSegment;
    if (wished.literal === learned.literal && wished.name === learned.name) continue;
    if (wished.literal !== undefined && learned.literal !== undefined)
      throw new CodedError('SP1401', `${template}: ${learned.literal} cannot become ${wished.literal}`);
    changed.add(index);
    kinds.add(wished.literal !== undefined ? 'split' : learned.literal !== undefined ? 'merge' : 'rename');
  }
  const kind = (['merge', 'split', 'rename'] as const).find((one) => kinds.has(one)) ?? 'apart';
  return { changed, kind };
}

/** The correction that makes `template` of the learned template `from`. Errors: SP1401. */
export function planCorrection(
  wish: Pick<TemplateCorrection, 'host' | 'template' | 'by' | 'at' | 'reason'> & { readonly from?: string },
): TemplateCorrection {
  readTemplate(wish.template);
  const kind = wish.from === undefined ? 'merge' : differences(wish.from, wish.template).kind;
  const id = `TC-${createHash('sha256').update(`${wish.host} ${wish.template}`).digest('hex').slice(0, 10)}`;
  return { ...wish, id, kind };
}

function wishOf(correction: TemplateCorrection): Wish {
  const { template, from, by, at, reason } = correction;
  const segments = readTemplate(template);
  const day = new Date(at).toISOString().slice(0, 10);
  return {
    segments,
    changed: from === undefined ? new Set(segments.keys()) : differences(from, template).changed,
    statement: `set by ${by} on ${day}${reason === '' ? '' : `: ${reason}`}`,
  };
}

/** Errors: SP1401 when one of them is not valid. */
export function readCorrections(corrections: readonly TemplateCorrection[]): HostCorrections {
  const wishes = corrections.map(wishOf);
  return {
    size: wishes.length,
    wishes: (parts) => wishAt(wishes, parts),
    keepsApart: (path, segment) =>
      wishes.some(
        ({ segments }) =>
          segments[path.length]?.literal === decodeSegment(segment) &&
          path.every((one, index) => {
            const literal = segments[index]?.literal;
            return literal === undefined || (one !== undefined && literal === decodeSegment(one));
          }),
      ),
  };
}

function wishAt(wishes: readonly Wish[], parts: readonly TemplatePart[]): OwnerWish | undefined {
  const depth = parts.length;
  const literals = new Map<string, string>();
  const merged: { readonly rest: readonly (string | undefined)[]; readonly statement: string }[] = [];
  let named: OwnerWish['named'];
  for (const { segments, changed, statement } of wishes) {
    const here = segments[depth];
    if (here === undefined || !parts.every((part, index) => isAt(part, segments[index]))) continue;
    if (here.literal !== undefined) literals.set(here.literal, statement);
    else if (changed.has(depth) && here.name !== undefined) named = { name: here.name, statement };
    if (here.name !== undefined && changed.has(depth))
      merged.push({ rest: segments.slice(depth + 1).map(({ raw }) => raw), statement });
  }
  return literals.size === 0 && named === undefined
    ? undefined
    : { literals, ...(named !== undefined && { named }), ...(merged.length > 0 && { merged }) };
}

function isAt(part: TemplatePart, wished: WishedSegment | undefined): boolean {
  if (part.kind === 'parameter') return wished?.name !== undefined;
  return wished?.literal === decodeSegment(part.segment);
}
