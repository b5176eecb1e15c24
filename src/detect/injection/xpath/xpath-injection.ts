import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { weighed } from '../../patterns.ts';
import { fires, silent } from './xpath-injection.examples.ts';

const FUNCTIONS = String.raw`(?:count|name|local-name|string-length|substring(?:-before|-after)?|starts-with|contains|position|last|string|normalize-space|translate|number|sum|doc|doc-available|collection|unparsed-text|document|matches|tokenize|upper-case|lower-case|current|node|text)\s*\(`;
const AXES = String.raw`(?:ancestor|descendant|following|preceding|child|parent|self|attribute|namespace)(?:-or-self|-sibling)?\s*::`;
/** A quote or bracket is closed, and a path, an axis or a function follows that only XPath has. */
const CLOSED = new RegExp(
  String.raw`(?:['"]\s*\)?\s*\]?|^\s*-?\d+\s*\)?\]?)\s*(?:(?:or|and)\s+(?:not\s*\(\s*)?(?:${AXES}|/{1,2}[\w*@.]|(?:count|string-length|name|substring|starts-with|contains|string|local-name|number|normalize-space)\s*\(\s*(?:/{1,2}[\w*@.]|${AXES}|${FUNCTIONS}|\.\s*[,)])|(?:position|last|current)\s*\(\s*\)|doc(?:-available)?\s*\(|true\s*\(\s*\)|name\s*\(\s*\))|\|\s*(?:/{1,2}[\w*@.]|${AXES})|\]\s*/{1,2}\s*(?:${AXES}|\*|\w)|/\s*(?:${AXES}|\.\.))`,
  'i',
);
/** A path with a step that no address of a file has, or a call on a path. */
const WHOLE = new RegExp(
  String.raw`^\s*(?:/\*|//\*|/{1,2}[\w*@.:/-]{0,80}(?:\[[^\]]{1,120}\]|/text\(\)|/node\(\)|/@[\w*-]+|/\*)[\w*@.:/[\]()='"\s-]{0,120}|(?:${AXES}[\w*():]{1,40}.{0,80})|(?:count|string|name|string-length|sum|local-name|normalize-space)\s*\(\s*(?:/{1,2}[\w*@.]|${AXES})[^)]{0,100}\)*)\s*$`,
  'i',
);
/** FLWOR expressions and what reaches beyond the document. */
const QUERY =
  /\b(?:for|let)\s+\$\w{1,30}\s*(?:in|:=)\s*(?:doc|collection|\/|fn:|xdmp:|db:)[^\n]{0,200}\breturn\b|\b(?:doc|doc-available|unparsed-text|collection)\s*\(\s*(?:['"](?:https?|file|ftp|jar):|concat\s*\()|(?:^|['"])\s*doc\s*\(\s*['"]|\b(?:xdmp:(?:eval|invoke|document)|util:eval|dbms:eval|proc:system|file:(?:read|write|list)[\w-]{0,20})\s*\(/i;

export const xpathInjection = defineValueRule({
  id: 'xpath-injection',
  version: 1,
  title: 'XPath and XQuery injection',
  severity: 'high',
  references: ['CWE-643', 'CWE-652', 'API8:2023', 'CAPEC-83', 'CAPEC-84'],
  explanation:
    "A value that an application puts into a query on XML can end the string it stands in and go on: `' or count(/*)=1 or 'a'='b`. The rule asks whether a value closes a quote or a bracket and goes on with axes, paths or functions that XPath and XQuery have and SQL does not, or is a path, a FLWOR expression or a call of such functions by itself. Conditions that SQL has as well are the SQL rule’s.",
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [
    'count(',
    'string-length(',
    'name(',
    'position()',
    'substring(',
    'starts-with(',
    'doc(',
    'node()',
    'text()',
    'ancestor',
    'following',
    'descendant',
    'parent::',
    'child::',
    'self::',
    'attribute::',
    'preceding',
    "'] | ",
    '|//',
    '| //',
    '/*',
    '//*',
    "' or ",
    '" or ',
    "']",
    '"]',
    'current()',
    'return $',
    'comment()',
    'last()',
    'normalize-space(',
    'contains(',
    'xdmp:',
    'fn:',
    'util:eval',
    'unparsed-text',
  ],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask,
  examples: { fires, silent },
});

function ask(value: string): ValueAnswer | undefined {
  const closed = CLOSED.exec(value);
  if (closed !== null)
    return weighed(value, closed, 0.9, 'value ends a string of a query on XML and goes on with XPath');
  const path = WHOLE.exec(value);
  if (path !== null && value.length < 300)
    return weighed(value, path, 0.8, 'value is a path or call of XPath by itself');
  const query = QUERY.exec(value);
  return query === null ? undefined : weighed(value, query, 0.88, 'value is an expression of XQuery');
}
