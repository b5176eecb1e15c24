import type { Leaf } from '../../model/index.ts';
import { defineResponseRule, type AnsweredRequest, type ValueAnswer } from '../define.ts';
import { fires, silent } from './secret-leak.examples.ts';
import { findIssued, ISSUER_LITERALS, type FoundSecret } from './secrets/issuers.ts';
import { findNamedField, findSetting, SETTING_LITERALS } from './secrets/settings.ts';
import { isEcho, isQuoted, standsInProse } from './surroundings.ts';

export const secretLeak = defineResponseRule({
  id: 'secret-leak',
  version: 1,
  title: 'Secret in an answer',
  severity: 'critical',
  references: ['CWE-200', 'CWE-312', 'CWE-522', 'CWE-798', 'API3:2023', 'API8:2023'],
  explanation:
    'An answer that carries a key or a password of the service itself hands over whatever the key opens: cloud accounts, repositories, payment, databases, or the right to sign tokens. ' +
    'The rule knows the forms in which issuers write their secrets, with their checksums where they have one, private keys, addresses and connection strings with a password, and settings such as JWT_SECRET; what was not made by chance, as in documentation, is passed over. ' +
    'Only whose secret it is and its length are told. Keys that are public by purpose and tokens that a sign-in answers with are none. Not seen: passwords under other names, and secrets without a form of their own.',
  limits: {},
  action: 'log',
  blockMs: 0,
  literals: [...ISSUER_LITERALS, ...SETTING_LITERALS],
  ask: askSecret,
  examples: { fires, silent },
});

function askSecret(value: string, leaf: Leaf, exchange: AnsweredRequest): ValueAnswer | undefined {
  // Of a name that is one in any dump, such as DB_PASSWORD, the value stands elsewhere.
  const found = leaf.isName === true ? findNamedField(value, exchange.response) : (findIssued(value) ?? findOwn(value));
  if (found === undefined || isForReaders(leaf)) return undefined;
  if (isMadeToOrder(found, exchange)) return undefined;
  if (leaf.isName !== true && isEcho(value.slice(found.from, found.to), exchange.request)) return undefined;
  return {
    confidence: found.sure,
    statement: `answer holds ${found.what} (${found.to - found.from} characters)`,
    mark: leaf.isName === true ? [0, value.length] : [found.from, found.to],
    hidden: true,
  };
}

/** Passwords in addresses and settings are written about; of issued secrets only real ones pass their checks. */
function findOwn(value: string): FoundSecret | undefined {
  const found = findSetting(value);
  if (found === undefined || isQuoted(value, found.from) || standsInProse(value, [found.from, found.to]))
    return undefined;
  return found;
}

/** Fields of documents that show how a request is made. */
const isForReaders = ({ name }: Leaf): boolean =>
  /(?:^|[.\]_-])(?:examples?|samples?|placeholder|hint|description|summary)(?:$|[.[])/i.test(name);

/** A key pair that the request asked for is answered with once. */
const isMadeToOrder = ({ what }: FoundSecret, { request, response }: AnsweredRequest): boolean =>
  what.startsWith('a private key') && request.head.method === 'POST' && response.head.status < 300;
