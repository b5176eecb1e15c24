/** Functions, tests and axes with their mark, which stand in nearly every attempt to draw out a document. */
const CALLS =
  'count name local-name namespace-uri position last string-length substring substring-before substring-after contains starts-with ends-with normalize-space translate concat text node comment doc document collection unparsed-text system-property environment-variable boolean true false not'.split(
    ' ',
  );

/** Where a string, a predicate or a number ends and an expression may go on. White space stands for `+` as well. */
export const XPATH_LITERALS: readonly string[] = [
  ...CALLS.map((name) => `${name}(`),
  '::',
  '//*',
  '|/',
  '| /',
  "']",
  '"]',
  ')]',
  ']|',
  '] |',
  '] or',
  '] and',
  ...["'", '"'].flatMap((quote) =>
    ['or', ' or', ')or', ') or', 'and', ' and', ')and', ') and', '|', ' |', ')|', ') |'].map((word) => quote + word),
  ),
  ...'0123456789'
    .split('')
    .flatMap((digit) => [`${digit} or `, `${digit} and `, `${digit}]`, `${digit}|`, `${digit} |`]),
];
