import { LRUCache } from 'lru-cache';
import { GraphqlLexer, type Token } from '../../lib/graphql/lexer.ts';
import type { GraphqlShape, TransactionRequest } from '../../model/index.ts';
import { readCalls, type GraphqlCall } from './calls.ts';

type DocumentShape = Omit<GraphqlShape, 'calls' | 'identical'>;

const known = new LRUCache<string, DocumentShape>({ max: 500 });
const REMEMBERED_CHARS = 8_192;
/** Where counting ends: any limit lies below. */
const MOST_FIELDS = 100_000;
const MOST_TOKENS = 100_000;

/**
 * Depth, breadth and the like of a GraphQL request, from its tokens: also of a document that no parser would take whole.
 * Linear in its length: a fragment is measured once, however often it is spread. Undefined when it is no GraphQL request.
 */
export function measureGraphql(request: TransactionRequest): GraphqlShape | undefined {
  if (!mayBeGraphql(request)) return undefined;
  const calls = readCalls(request).filter((call) => call.document !== undefined && !isOther(call, request));
  if (calls.length === 0) return undefined;
  const shapes = calls.map((call) => shapeOf(call.document ?? ''));
  const most = (of: (shape: DocumentShape) => number): number => Math.max(...shapes.map(of));
  const sum = (of: (shape: DocumentShape) => number): number => shapes.reduce((all, shape) => all + of(shape), 0);
  const repeated = most((shape) => shape.repeated);
  return {
    calls: calls.length,
    identical: calls.length - new Set(calls.map((call) => JSON.stringify([call.document, call.variables]))).size,
    depth: most((shape) => shape.depth),
    cyclic: shapes.some((shape) => shape.cyclic),
    fields: sum((shape) => shape.fields),
    repeated,
    repeatedField: shapes.find((shape) => shape.repeated === repeated)?.repeatedField ?? '',
    directives: most((shape) => shape.directives),
    introspection: sum((shape) => shape.introspection),
    typeLookups: sum((shape) => shape.typeLookups),
    mutation: shapes.some((shape) => shape.mutation),
    malformed: shapes.some((shape) => shape.malformed),
  };
}

const WORD = Buffer.from('query');

/** A look that costs nothing, before anything is parsed. */
function mayBeGraphql({ head, query, rawBody, contentType }: TransactionRequest): boolean {
  if (query !== '' && query.includes('query=')) return true;
  if (head.method !== 'POST' || rawBody.bytes.length === 0) return false;
  if (contentType === 'application/graphql') return true;
  const { bytes } = rawBody;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(WORD);
}

/** A search's `query` is anything; a document has braces, or stands where GraphQL is spoken. */
const isOther = ({ document = '', strange }: GraphqlCall, { path }: TransactionRequest): boolean =>
  !document.includes('{') || (strange && !/graphql|gql/i.test(path)) || !/^[\s\w(#"'{,$@\ufeff]/.test(document);

function shapeOf(document: string): DocumentShape {
  const remembered = known.get(document);
  if (remembered !== undefined) return remembered;
  const shape = new Measuring(document).shape();
  if (document.length <= REMEMBERED_CHARS) known.set(document, shape);
  return shape;
}

/** Counts of one definition, spreads by fragment's name with the depth at which they stand. */
interface Definition {
  depth: number;
  fields: number;
  readonly spreads: { readonly name: string; readonly at: number }[];
}

class Measuring {
  readonly #lexer: GraphqlLexer;
  readonly #fragments = new Map<string, Definition>();
  readonly #operations: Definition[] = [];
  /** Selections open, each with how often its fields were asked for. */
  readonly #open: Map<string, number>[] = [];
  #current: Definition | undefined;
  #arguments = 0;
  #directives = 0;
  #tokens = 0;
  #malformed = false;
  #mutation = false;
  #most = { directives: 0, repeated: 0, field: '' };
  #introspection = 0;
  #typeLookups = 0;
  #cyclic = false;
  /** Selected last; before a colon it was the client's name for the next. */
  #lastField = '';

  constructor(document: string) {
    this.#lexer = new GraphqlLexer(document);
  }

  shape(): DocumentShape {
    for (let token = this.#next(); token !== undefined; token = this.#next()) this.#take(token);
    const whole = this.#operations.concat(this.#operations.length === 0 ? [...this.#fragments.values()] : []);
    const measured = whole.map((definition) => this.#follow(definition, new Set(), new Map()));
    return {
      depth: Math.max(0, ...measured.map(({ depth }) => depth)),
      fields: measured.reduce((sum, { fields }) => sum + fields, 0),
      cyclic: this.#cyclic,
      repeated: this.#most.repeated,
      repeatedField: this.#most.field,
      directives: this.#most.directives,
      introspection: this.#introspection,
      typeLookups: this.#typeLookups,
      mutation: this.#mutation,
      malformed: this.#malformed || this.#lexer.broken || this.#open.length > 0 || whole.length === 0,
    };
  }

  #next(): Token | undefined {
    return ++this.#tokens > MOST_TOKENS ? undefined : this.#lexer.next();
  }

  #take(token: Token): void {
    if (token.kind === 'mark') return this.#mark(token.text);
    if (token.kind !== 'name' || this.#arguments > 0) return;
    if (this.#current === undefined) this.#begin(token.text);
    else if (this.#open.length > 0) this.#field(token.text);
  }

  #mark(mark: string): void {
    if (mark === '(') this.#arguments++;
    else if (mark === ')') this.#arguments = Math.max(0, this.#arguments - 1);
    else if (this.#arguments > 0) return;
    else if (mark === '{') this.#openSelection();
    else if (mark === '}') this.#closeSelection();
    else if (mark === '@') this.#directive();
    else if (mark === '...') this.#spread();
    else if (mark === ':' && this.#open.length > 0) this.#alias();
  }

  /** `query`, `mutation`, `subscription` or `fragment`, up to its selection. */
  #begin(keyword: string): void {
    if (keyword === 'fragment') {
      const name = this.#next()?.text ?? '';
      this.#current = { depth: 0, fields: 0, spreads: [] };
      this.#fragments.set(name, this.#current);
      this.#next();
      this.#introspects(this.#next()?.text ?? '');
      return;
    }
    if (keyword === 'mutation') this.#mutation = true;
    else if (keyword !== 'query' && keyword !== 'subscription') this.#malformed = true;
    this.#operations.push((this.#current = { depth: 0, fields: 0, spreads: [] }));
  }

  #openSelection(): void {
    if (this.#current === undefined) this.#operations.push((this.#current = { depth: 0, fields: 0, spreads: [] }));
    this.#open.push(new Map());
    this.#current.depth = Math.max(this.#current.depth, this.#open.length);
    this.#directives = 0;
  }

  #closeSelection(): void {
    if (this.#open.pop() === undefined) this.#malformed = true;
    if (this.#open.length === 0) this.#current = undefined;
    this.#directives = 0;
  }

  #directive(): void {
    this.#most.directives = Math.max(this.#most.directives, ++this.#directives);
    // Its name is no field.
    this.#next();
  }

  #field(name: string): void {
    this.#directives = 0;
    this.#lastField = name;
    if (this.#current !== undefined) this.#current.fields++;
    this.#count(name);
    if (name === '__schema') this.#introspection++;
    else if (name === '__type') this.#typeLookups++;
  }

  /** What stood before the colon was a name of the client's for the field behind it. */
  #alias(): void {
    const selection = this.#open.at(-1);
    const named = selection?.get(this.#lastField);
    if (selection !== undefined && named !== undefined) {
      if (named > 1) selection.set(this.#lastField, named - 1);
      else selection.delete(this.#lastField);
    }
    if (this.#current !== undefined) this.#current.fields--;
  }

  #count(name: string): void {
    const selection = this.#open.at(-1);
    if (selection === undefined) return;
    const times = (selection.get(name) ?? 0) + 1;
    selection.set(name, times);
    if (times > this.#most.repeated) Object.assign(this.#most, { repeated: times, field: name });
  }

  #spread(): void {
    const token = this.#next();
    if (token === undefined) return;
    if (token.kind === 'mark') return this.#mark(token.text);
    if (token.text === 'on') return this.#introspects(this.#next()?.text ?? '');
    this.#current?.spreads.push({ name: token.text, at: this.#open.length });
  }

  #introspects(type: string): void {
    if (/^__(?:Schema|Type|Field|InputValue|EnumValue|Directive|DirectiveLocation)$/.test(type)) this.#introspection++;
  }

  /** Depth and fields with the fragments put in, each measured once. */
  #follow(
    definition: Definition,
    path: Set<Definition>,
    done: Map<Definition, { depth: number; fields: number }>,
  ): { depth: number; fields: number } {
    const before = done.get(definition);
    if (before !== undefined) return before;
    let { depth, fields } = definition;
    path.add(definition);
    for (const { name, at } of definition.spreads) {
      const fragment = this.#fragments.get(name);
      if (fragment === undefined) continue;
      if (path.has(fragment)) {
        this.#cyclic = true;
        continue;
      }
      const inner = path.size > 200 ? { depth: 0, fields: 0 } : this.#follow(fragment, path, done);
      depth = Math.max(depth, at - 1 + inner.depth);
      fields = Math.min(MOST_FIELDS, fields + inner.fields);
    }
    path.delete(definition);
    const measured = { depth, fields };
    done.set(definition, measured);
    return measured;
  }
}
