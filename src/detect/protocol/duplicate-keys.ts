import { defineMessageRule, type MessageAnswer } from '../define.ts';
import type { TransactionRequest } from '../../model/index.ts';
import { fires, silent } from './duplicate-keys.examples.ts';
import { repeatedMembers, textOf, type RepeatedMember } from './json/repeated-members.ts';

/** Members looked at; more say nothing new. */
const MOST = 16;

/**
 * Names of what a request may do and in whose name; of what is checked in one place and used in another. Compared without
 * case and separators.
 */
const AUTHORITY =
  /^(?:(?:is|user|account|new)?(?:role|roles|admin|superuser|root|staff|owner|moderator|privileged?)(?:id|ids|name)?|permissions?|privileges?|scopes?|grants?|groups?|authorities|accesslevel|user|userid|uid|username|login|email|accountid|account|ownerid|customerid|tenantid|tenant|orgid|organi[sz]ationid|sub|subject|password|verified|emailverified|isverified|approved|enabled|plan|tier|price|amount|total|balance|credits?|discount|quantity|recipient|to|from|iban|action|operation|op|cmd|command|method|algorithm|alg|kid|iss|aud)$/;

export const duplicateKeys = defineMessageRule({
  id: 'duplicate-keys',
  version: 1,
  title: 'JSON member given twice',
  severity: 'medium',
  references: ['CWE-436', 'CWE-235', 'CWE-915', 'API3:2023', 'API8:2023', 'CAPEC-460'],
  explanation:
    'What a parser makes of a name that stands twice in one JSON object is its own affair (RFC 8259 §4): some take the first value, most the last. One service then checks one value and the next acts on the other. ' +
    'The rule passes the text once and asks for names that stand twice in one object with different values; it refuses where the name says what the sender may do or for whom, or where one of the two is disguised by escapes. Others are logged: sloppy clients exist. Names that differ in case only count for such names alone, for there are parsers that do not tell them apart. ' +
    'Not seen: bodies that are compressed or in another encoding than UTF-8, and forms, where a name may stand as often as it likes.',
  limits: { members: MOST },
  action: 'block-request',
  blockMs: 0,
  ask: askBody,
  examples: { fires, silent },
});

function askBody(
  request: TransactionRequest,
  _context: unknown,
  limits: Readonly<Record<string, number>>,
): MessageAnswer | undefined {
  const { bytes } = request.rawBody;
  if (bytes.length < 9 || !isJson(request, bytes)) return undefined;
  let best: MessageAnswer | undefined;
  for (const member of repeatedMembers(bytes, limits['members'] ?? MOST)) {
    const answer = askMember(member, bytes);
    if (answer !== undefined && answer.confidence > (best?.confidence ?? 0)) best = answer;
  }
  return best;
}

/** An object or a list, by its first byte; types that are texts by their name are left alone. */
function isJson({ contentType }: TransactionRequest, bytes: Uint8Array): boolean {
  let at = 0;
  while (at < 8 && bytes[at]! <= 0x20) at++;
  if (bytes[at] !== 0x7b && bytes[at] !== 0x5b) return false;
  return contentType === '' || contentType.endsWith('json') || contentType === 'text/plain';
}

function askMember({ name, disguise, first, second }: RepeatedMember, bytes: Uint8Array): MessageAnswer | undefined {
  const one = textOf(bytes, ...first).trim();
  const two = textOf(bytes, ...second).trim();
  if (one === two || two === '') return undefined;
  const authority = AUTHORITY.test(name.toLowerCase().replaceAll(/[^a-z]/g, ''));
  if (disguise === 'case' && !authority) return undefined;
  const confidence = disguise === 'escapes' ? 0.85 : disguise === 'case' ? 0.6 : authority ? 0.8 : 0.5;
  return {
    confidence,
    statement: `member ${name.slice(0, 60)} stands twice in one object with different values${
      disguise === 'escapes' ? ', once disguised by escapes' : disguise === 'case' ? ', in another case' : ''
    }`,
    part: 'body',
    name: name.slice(0, 100),
    value: two.slice(0, 200),
    mark: [0, Math.min(two.length, 200)],
  };
}
