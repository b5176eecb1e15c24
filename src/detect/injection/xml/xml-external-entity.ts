import type { Leaf } from '../../../model/index.ts';
import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { readDocumentType } from './doctype.ts';
import { fires, silent } from './xml-external-entity.examples.ts';

/** Characters that entities may grow to: the text of an article, not a memory's worth. */
const GROWS_TOO_FAR = 10_000;

export const xmlExternalEntity = defineValueRule({
  id: 'xml-external-entity',
  version: 1,
  title: 'XML external entity or entity bomb',
  severity: 'critical',
  references: ['CWE-611', 'CWE-776', 'CWE-827', 'API8:2023', 'CAPEC-221', 'CAPEC-197'],
  explanation:
    'An XML document may declare entities whose text a parser fetches from a file or an address, or that name each other until they fill the memory. No API needs them from its clients. ' +
    'The rule reads the document type declaration of a body, or of a value that is a document itself, without resolving anything: entities with SYSTEM or PUBLIC, parameter entities, the length the entities would grow to, a document type loaded from an address, and XInclude elements with what they include. ' +
    'Published document types (HTML, SVG, property lists) are passed. Not seen: what a schema or a style sheet named by the document loads.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: ['<!doctype', '<!entity', 'xi:include', '2001/xinclude'],
  parts: ['query', 'header', 'cookie', 'body'],
  ask: askXml,
  examples: { fires, silent },
});

function askXml(value: string, leaf: Leaf): ValueAnswer | undefined {
  if (!isMarkup(value)) return undefined;
  return askDocumentType(value, leaf) ?? askInclude(value);
}

/** The value is a document, or the declaration of one: prose that quotes one begins with words. */
const isMarkup = (value: string): boolean => /^[\s\ufeff\0]{0,64}</.test(value);

function askDocumentType(value: string, leaf: Leaf): ValueAnswer | undefined {
  const type = readDocumentType(value);
  if (type === undefined) return undefined;
  const mark: readonly [number, number] = [type.from, Math.max(type.from + 1, Math.min(type.to, value.length))];
  const [first] = type.external;
  if (first !== undefined)
    return {
      confidence: 0.97,
      statement: `document declares the entity ${quoted(first)}, whose text is fetched from elsewhere`,
      mark,
    };
  if (type.expanded > GROWS_TOO_FAR)
    return { confidence: 0.97, statement: `entities of the document grow to ${grown(type.expanded)} characters`, mark };
  if (type.parameters > 0) return { confidence: 0.9, statement: 'document declares parameter entities', mark };
  if (type.internal > 0)
    return { confidence: isWhole(leaf) ? 0.85 : 0.75, statement: 'document declares entities of its own', mark };
  if (type.subset !== undefined && /^[a-z][a-z0-9+.-]*:|^\/\/|^\\\\|^\//i.test(type.subset))
    return { confidence: 0.85, statement: 'document type is loaded from an address of the sender', mark };
  return undefined;
}

/** A body of XML, which the walk gives us the declaration of. */
const isWhole = (leaf: Leaf): boolean => leaf.name === '!DOCTYPE';

const INCLUDE = /<(?:\w+:)?include\b[^<>]{0,400}\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i;

/** `<xi:include parse="text" href="file:///…"/>` (XInclude 1.1): honest documents of an API include nothing. */
function askInclude(value: string): ValueAnswer | undefined {
  if (!/2001\/xinclude|<xi:include/i.test(value)) return undefined;
  const found = INCLUDE.exec(value);
  if (found === null) return undefined;
  return {
    confidence: 0.9,
    statement: 'document includes another one (XInclude)',
    mark: [found.index, found.index + found[0].length],
  };
}

const quoted = (name: string): string => `“${name.slice(0, 40)}”`;
const grown = (characters: number): string => (characters >= 1e9 ? 'a thousand million or more' : String(characters));
