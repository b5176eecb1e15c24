/** Functions that reach beyond the document, or run what they are given; with the modules of eXist, BaseX, Saxon, MarkLogic. */
const FAR =
  /^(?:fn:)?(?:doc|document|doc-available|collection|uri-collection|unparsed-text|unparsed-text-lines|unparsed-text-available|environment-variable|available-environment-variables|system-property|json-doc|parse-xml|transform|load-xquery-module|put)$|^(?:file|http|proc|sql|xquery|util|xmldb|xdmp|sm|system|fetch|client|db|admin|archive|ftp|jobs|hof|request|inspect|process|java|saxon|php|msxsl|user|ext|exsl|dyn):[\w-]+$/;

/** Functions of expressions that no prose calls. */
const KNOWN = new Set(
  (
    'abs adjust-date-to-timezone base-uri boolean ceiling codepoints-to-string codepoint-equal compare concat contains count ' +
    'current-date current-dateTime current-time data deep-equal default-collation distinct-values doc document-uri empty ' +
    'encode-for-uri ends-with error exactly-one exists false floor generate-id id idref in-scope-prefixes index-of insert-before ' +
    'key lang last local-name local-name-from-qname lower-case matches max min name namespace-uri nilled node-name ' +
    'normalize-space normalize-unicode not number position prefix-from-qname qname remove replace resolve-uri reverse root ' +
    'round starts-with static-base-uri string string-join string-length string-to-codepoints subsequence substring ' +
    'substring-after substring-before sum tokenize trace translate true unordered upper-case zero-or-one head tail path ' +
    'has-children innermost outermost serialize parse-json analyze-string for-each filter fold-left fold-right sort apply'
  )
    .toLowerCase()
    .split(' '),
);

/** Tests of nodes, which are written as calls. */
const TESTS = new Set([
  'text',
  'node',
  'comment',
  'processing-instruction',
  'element',
  'attribute',
  'document-node',
  'item',
  'schema-element',
]);

export type CallKind = 'far' | 'known' | 'test' | 'unknown';

export function callKind(name: string): CallKind {
  if (TESTS.has(name)) return 'test';
  if (FAR.test(name)) return 'far';
  return KNOWN.has(name.replace(/^fn:/, '')) ? 'known' : 'unknown';
}
