export type HtmlTokenKind = 'text' | 'tag' | 'end-tag' | 'comment' | 'instruction' | 'end';

export interface Attribute {
  /** Lower case, as browsers compare names. */
  readonly name: string;
  /** Where the name begins, and the value as [valueFrom, valueTo) without its quotes. */
  readonly from: number;
  readonly valueFrom: number;
  readonly valueTo: number;
  readonly quote: '"' | "'" | '';
}

/** A tag with more is stuffed: beyond it only attributes that may act are kept. */
const MOST_ATTRIBUTES = 100;

/**
 * Reads HTML as browsers do (WHATWG HTML §13.2.5, the tokenizer), one token at a time: a slash separates attributes, `=`
 * may begin a name, an end tag may hold attributes, `<!x`, `<?x` and `</3` are comments, `<!-->` is a whole one, and content
 * of script, style, title and their like is text up to its own end tag. A tag that the text's end cuts counts as a tag,
 * because the page a value is put into goes on and closes it. Each character is passed a bounded number of times; `steps`
 * counts tokens and attributes for the proof of that.
 */
export class HtmlTokenizer {
  readonly text: string;
  kind: HtmlTokenKind = 'end';
  /** The token as [from, to). */
  from = 0;
  to: number;
  /** Lower-case name of a tag or end tag; '' for a tag that was entered in its middle. */
  name = '';
  attributes: Attribute[] = [];
  /** True for a tag that ends in `>`. */
  closed = false;
  /** True for a tag as no editor writes it: a slash for a space, a value without quotes, cut, or cases mixed. */
  sloppy = false;
  steps = 0;
  /** Element whose content is text only; '' outside. */
  #rawtext = '';

  constructor(text: string, at = 0) {
    this.text = text;
    this.to = at;
  }

  next(): HtmlTokenKind {
    this.steps++;
    this.from = this.to;
    this.kind = this.#read();
    return this.kind;
  }

  /** Reads on as inside a tag, behind the quote or blank that ended an attribute's value. */
  enterTag(at: number): void {
    this.from = at;
    this.kind = 'tag';
    this.name = '';
    this.sloppy = true;
    this.#readAttributes(at);
  }

  #read(): HtmlTokenKind {
    const { text, from } = this;
    if (from >= text.length) return 'end';
    if (this.#rawtext !== '') return this.#readRawtext();
    const open = text.indexOf('<', from);
    if (open > from) return this.#token('text', open);
    if (open < 0) return this.#token('text', text.length);
    const code = text.charCodeAt(open + 1);
    if (isLetter(code)) return this.#readTag(open + 1);
    if (code === BANG) return this.#readDeclaration();
    if (code === QUESTION) return this.#bogus('instruction');
    if (code !== SLASH) return this.#token('text', open + 1);
    const afterSlash = text.charCodeAt(open + 2);
    if (isLetter(afterSlash)) return this.#readEndTag();
    // `</>` is dropped.
    return Number.isNaN(afterSlash) ? this.#token('text', text.length) : this.#bogus('comment');
  }

  #token(kind: HtmlTokenKind, to: number): HtmlTokenKind {
    this.to = to;
    return kind;
  }

  #readTag(at: number): 'tag' {
    this.#readName(at);
    this.#readAttributes(this.to);
    if (RAWTEXT.has(this.name)) this.#rawtext = this.name;
    return 'tag';
  }

  #readEndTag(): 'end-tag' {
    this.#readName(this.from + 2);
    this.#readAttributes(this.to);
    return 'end-tag';
  }

  #readName(at: number): void {
    NAME_END.lastIndex = at;
    this.to = NAME_END.exec(this.text)?.index ?? this.text.length;
    const written = this.text.slice(at, this.to);
    this.name = written.toLowerCase();
    this.sloppy = this.text[this.to] === '/' && this.text[this.to + 1] !== '>';
    if (MIXED_CASE.test(written)) this.sloppy = true;
  }

  /** Attributes from `at` up to and with the `>`. */
  #readAttributes(at: number): void {
    const { text } = this;
    this.attributes = [];
    this.closed = false;
    for (;;) {
      this.steps++;
      BETWEEN.lastIndex = at;
      BETWEEN.test(text);
      const from = BETWEEN.lastIndex;
      if (from >= text.length) {
        this.to = text.length;
        this.sloppy = true;
        return;
      }
      if (text.charCodeAt(from) === LESS && isLetter(text.charCodeAt(from + 1))) {
        this.to = from;
        this.sloppy = true;
        return;
      }
      if (text.charCodeAt(from) === GREATER) {
        this.to = from + 1;
        this.closed = true;
        return;
      }
      if (text.charCodeAt(from - 1) === SLASH) this.sloppy = true;
      at = this.#readAttribute(from);
    }
  }

  /** Returns the position behind the attribute. */
  #readAttribute(from: number): number {
    const { text } = this;
    ATTRIBUTE_NAME_END.lastIndex = from + 1;
    const nameTo = ATTRIBUTE_NAME_END.exec(text)?.index ?? text.length;
    EQUALS.lastIndex = nameTo;
    if (!EQUALS.test(text)) return this.#keep(from, nameTo, nameTo, nameTo, '');
    const start = EQUALS.lastIndex;
    const quote = text[start];
    if (quote !== '"' && quote !== "'") {
      UNQUOTED_END.lastIndex = start;
      const end = UNQUOTED_END.exec(text)?.index ?? text.length;
      if (end > start) this.sloppy = true;
      return this.#keep(from, nameTo, start, end, '');
    }
    const end = text.indexOf(quote, start + 1);
    this.#keep(from, nameTo, start + 1, end < 0 ? text.length : end, quote);
    return end < 0 ? text.length : end + 1;
  }

  #keep(from: number, nameTo: number, valueFrom: number, valueTo: number, quote: Attribute['quote']): number {
    const name = this.text.slice(from, nameTo).toLowerCase();
    if (this.attributes.length < MOST_ATTRIBUTES || ACTING.test(name))
      this.attributes.push({ name, from, valueFrom, valueTo, quote });
    return valueTo;
  }

  /** `<!-- … -->`, `<!-->`, `<!--->`, `<![CDATA[ … ]]>`, `<!doctype …>`. */
  #readDeclaration(): HtmlTokenKind {
    const { text, from } = this;
    if (text.startsWith('<![CDATA[', from)) {
      const end = text.indexOf(']]>', from);
      return this.#token('comment', end < 0 ? text.length : end + 3);
    }
    if (!text.startsWith('<!--', from)) return this.#bogus('instruction');
    COMMENT_END.lastIndex = from + 4;
    if (/^-?>/.test(text.slice(from + 4, from + 6))) return this.#token('comment', text.indexOf('>', from) + 1);
    return this.#token('comment', COMMENT_END.test(text) ? COMMENT_END.lastIndex : text.length);
  }

  #bogus(kind: 'comment' | 'instruction'): HtmlTokenKind {
    const end = this.text.indexOf('>', this.from);
    return this.#token(kind, end < 0 ? this.text.length : end + 1);
  }

  #readRawtext(): HtmlTokenKind {
    const { text, from } = this;
    const end = rawtextEnd(text, from, this.#rawtext);
    this.#rawtext = '';
    this.to = end;
    return end > from ? 'text' : this.next();
  }
}

/** Where the end tag of a rawtext element opens, `</name` before a blank, slash or `>`; the text's end without one. */
function rawtextEnd(text: string, from: number, name: string): number {
  const pattern = RAWTEXT.get(name);
  if (pattern === undefined) return text.length;
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

/** Elements whose content holds no tags, with the pattern of their end (the content of plaintext has none). */
const RAWTEXT: ReadonlyMap<string, RegExp> = new Map(
  ['script', 'style', 'title', 'textarea', 'xmp', 'iframe', 'noembed', 'noframes', 'noscript', 'plaintext'].map(
    (name) => [name, name === 'plaintext' ? /$/g : new RegExp(`</${name}[\\s/>]`, 'gi')],
  ),
);

/** A `<` ends a name too: not in browsers, but where a filter takes the inner tag out of `<scr<script>ipt>`. */
const NAME_END = /[\s/><]/g;
const MIXED_CASE = /[a-z][A-Z]+[a-z]|^[a-z]+[A-Z]/;
const BETWEEN = /[\s/]*/y;
const ATTRIBUTE_NAME_END = /[\s/>=]|<(?=[a-z/])/gi;
const EQUALS = /\s*=\s*/y;
const UNQUOTED_END = /[\s>]/g;
const COMMENT_END = /--!?>/g;
/** Attributes that may act, whatever stands before them. */
const ACTING = /^(?:on|src|href|style|data|action|form|xlink|content|http|to$|values$)/;

const BANG = 0x21;
const SLASH = 0x2f;
const LESS = 0x3c;
const GREATER = 0x3e;
const QUESTION = 0x3f;

const isLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
