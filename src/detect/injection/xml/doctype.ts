/** What a document type declaration asks a parser to do. */
export interface DocumentType {
  /** Where the declaration stands, as [from, to). */
  readonly from: number;
  readonly to: number;
  /** Entities whose text is fetched from elsewhere: `SYSTEM` or `PUBLIC` with an address. */
  readonly external: readonly string[];
  /** Entities of the declaration itself (`%name;`), which can be put together to more declarations. */
  readonly parameters: number;
  /** Entities with their text beside them. */
  readonly internal: number;
  /** Characters that the longest of them grows to when all it names is put in; an upper bound where they name each other in circles. */
  readonly expanded: number;
  /** Address of an external subset, `<!DOCTYPE a SYSTEM "…">`; undefined where there is none or it is a well-known public one. */
  readonly subset: string | undefined;
}

/** Entities looked at; more are no document's. */
const MOST_ENTITIES = 200;
/** Where growth is not counted further. */
const MOST_EXPANDED = 1e9;

const START = /<!doctype\s/i;
const ENTITY =
  /<!entity\s+(%\s*)?([^\s"'>]{1,100})\s+(?:(system|public)\b\s*(?:"([^"]*)"|'([^']*)')?\s*(?:"([^"]*)"|'([^']*)')?|"([^"]*)"|'([^']*)')/gi;
const EXTERNAL =
  /^<!doctype\s+[^\s[>]{1,200}\s+(?:(system)\s*(?:"([^"]*)"|'([^']*)')|public\s*(?:"([^"]*)"|'([^']*)')\s*(?:"([^"]*)"|'([^']*)')?)/i;
const REFERENCE = /[&%]([^\s;&%]{1,100});/g;
/** Formal public identifiers of published document types: HTML, SVG, MathML, property lists, DocBook, RSS, maps. */
const WELL_KNOWN = /^[-+]\/\/[^/]{1,60}\/\/(?:dtd|entities|elements)\b/i;

/** Reads the declaration in one pass, without resolving anything; undefined where there is none. Entities outside of one count as well. */
export function readDocumentType(text: string): DocumentType | undefined {
  const start = START.exec(text)?.index ?? text.search(/<!entity\s/i);
  if (start < 0) return undefined;
  const external: string[] = [];
  const texts = new Map<string, string>();
  let parameters = 0;
  let to = start + 10;
  let seen = 0;
  ENTITY.lastIndex = start;
  for (let found = ENTITY.exec(text); found !== null && seen < MOST_ENTITIES; found = ENTITY.exec(text), seen++) {
    const [whole, percent, name = '', keyword, , , , , double, single] = found;
    if (percent !== undefined) parameters++;
    if (keyword === undefined) texts.set(name, double ?? single ?? '');
    else external.push(name);
    to = found.index + whole.length;
  }
  const subset = externalSubset(text.slice(start, start + 2_000));
  return {
    from: start,
    to: Math.max(to, Math.min(text.length, start + 9)),
    external,
    parameters,
    internal: texts.size,
    expanded: expandedLength(texts),
    subset,
  };
}

function externalSubset(declaration: string): string | undefined {
  const found = EXTERNAL.exec(declaration);
  if (found === null) return undefined;
  const [, system, double, single, publicDouble, publicSingle, addressDouble, addressSingle] = found;
  if (system !== undefined) return double ?? single ?? '';
  if (WELL_KNOWN.test(publicDouble ?? publicSingle ?? '')) return undefined;
  return addressDouble ?? addressSingle;
}

/** Lengths are summed instead of texts put together. An entity that names itself, however far around, grows without end. */
function expandedLength(texts: ReadonlyMap<string, string>): number {
  const known = new Map<string, number>();
  const open = new Set<string>();
  const lengthOf = (name: string): number => {
    const done = known.get(name);
    if (done !== undefined) return done;
    const text = texts.get(name);
    if (text === undefined) return name.length + 2;
    if (open.has(name)) return MOST_EXPANDED;
    open.add(name);
    let length = text.length;
    for (const [whole, inner = ''] of text.matchAll(REFERENCE))
      length = Math.min(MOST_EXPANDED, length - whole.length + lengthOf(inner));
    open.delete(name);
    known.set(name, length);
    return length;
  };
  let most = 0;
  for (const name of texts.keys()) most = Math.max(most, lengthOf(name));
  return most;
}
