import { walkAnswer } from '../../../lib/leaves/index.ts';
import type { TransactionResponse } from '../../../model/index.ts';
import { createPhrases, type Phrase } from '../phrases.ts';
import { isPassword, isRandom } from './disorder.ts';
import type { FoundSecret } from './issuers.ts';

interface SecretPlace extends Phrase {
  readonly what: string;
  readonly sure: number;
  /** The first group is the secret. */
  readonly pattern: RegExp;
  readonly holds: (secret: string) => boolean;
}

const SCHEMES = [
  'postgres',
  'postgresql',
  'mysql',
  'mariadb',
  'mongodb',
  'mongodb+srv',
  'redis',
  'rediss',
  'amqp',
  'amqps',
  'mssql',
  'sqlserver',
  'oracle',
  'clickhouse',
  'cockroachdb',
  'couchbase',
  'couchdb',
  'neo4j',
  'bolt',
  'nats',
  'ldap',
  'ldaps',
  'smtp',
  'smtps',
  'imap',
  'imaps',
  'ftp',
  'ftps',
  'sftp',
  'mqtt',
  'mqtts',
  'cassandra',
  'elasticsearch',
  'db2',
  'snowflake',
  'trino',
  'pgsql',
];

/** DER begins with a SEQUENCE, OpenSSH's own format with its name; what is elided holds neither. */
const KEY_BODY = /^(?:MI[GIJH]|MC[4C0]|MF[A-Z]|MHc|MH[A-Z]|M[A-Z][A-Za-z\d]|b3BlbnNzaC1rZXk|lQ|xc|Proc-Type)/;

const PLACES = createPhrases<SecretPlace>([
  {
    what: 'a private key in PEM',
    sure: 0.97,
    literals: ['private key'],
    pattern:
      /-----BEGIN (?:[A-Z\d]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\r|\\n|<br ?\/?>){1,6}((?:Proc-Type|[A-Za-z\d+/=\s\\:,.-]){40,2000})/g,
    holds: isKeyBody,
  },
  {
    what: 'an address with a password',
    sure: 0.95,
    literals: SCHEMES.map((scheme) => `${scheme}://`),
    pattern: new RegExp(
      String.raw`\b(?:${SCHEMES.map((scheme) => scheme.replace('+', String.raw`\+`)).join('|')})(?:\+\w{2,20})?:\/\/[^\s:@/?#"'<>]{0,128}:([^\s@/?#"'<>]{3,256})@(?!(?:localhost|host(?:name)?|server|your[\w-]*|[\w.-]*example[\w.-]*|127\.0\.0\.1)(?:[:/?\s"']|$))[\w.[\]:-]{1,255}`,
      'gi',
    ),
    holds: (secret) => isPassword(decoded(secret)),
  },
  {
    what: 'a connection string with a password',
    sure: 0.95,
    literals: ['password=', 'pwd='],
    pattern:
      /\b(?:server|data source|host|addr|address|network address|dsn|endpoint|provider|driver|initial catalog|database|user id|uid|jdbc:\w{2,20})\b ?[=:][^\n"'<>]{0,400}[;?& ](?:password|pwd) ?= ?([^\s;&"'<>]{4,128})/gi,
    holds: isPassword,
  },
]);

/** Settings whose value signs, encrypts or opens something; an API that answers with them by purpose does not name them so. */
const NAMES = [
  'jwt_secret',
  'jwt_secret_key',
  'jwt_signing_key',
  'jwt_private_key',
  'jwt_refresh_secret',
  'jwtsecret',
  'jwt_key',
  'jwt.secret',

  'refresh_token_secret',
  'session_secret',
  'sessionsecret',
  'cookie_secret',
  'cookie_key',
  'secret_key_base',
  'nextauth_secret',
  'auth_secret',
  'django_secret_key',
  'flask_secret_key',
  'app_secret_key',
  'rails_master_key',
  'hmac_secret',
  'db_password',
  'db_pass',
  'dbpassword',
  'database_password',
  'database_pass',
  'postgres_password',
  'pgpassword',
  'mysql_password',
  'mysql_root_password',
  'mariadb_root_password',
  'mongo_password',
  'mongo_initdb_root_password',
  'redis_password',
  'rabbitmq_default_pass',
  'datasource.password',
  'smtp_password',
  'smtp_pass',
  'mail_password',
  'email_host_password',
  'ldap_password',
  'ftp_password',
  'aws_secret_access_key',
  'app_key',
  'keystore_password',
  'keystore.password',
  'key-store-password',
  'ssl.key-store-password',
];

export const SETTING_LITERALS: readonly string[] = [...new Set([...PLACES.literals, ...NAMES])];

const SETTING = new RegExp(
  String.raw`(?:^|[^\w-])((?:[\w-]{1,40}[._-])?(?:${NAMES.map((name) => name.replaceAll('.', String.raw`\.`)).join('|')}))["']?(?:</td><td[^>]{0,60}>| ?(?:=>|[=:])) ?["']?([^\s"',;<>&]{6,512})`,
  'gi',
);
const NAMED = new RegExp(`(?:^|[._-])(?:${NAMES.map((name) => name.replaceAll('.', String.raw`\.`)).join('|')})$`, 'i');

const MOST_TRIED = 20;

/** A secret that its surroundings name in a text: a key in PEM, an address or a connection string, a setting of a program. */
export function findSetting(text: string): FoundSecret | undefined {
  for (const { what, sure, pattern, holds } of PLACES.in(text)) {
    let tried = 0;
    for (const found of text.matchAll(pattern)) {
      if (++tried > MOST_TRIED) break;
      if (holds(found[1] ?? '')) return { what, sure, from: found.index, to: found.index + found[0].length };
    }
  }
  let tried = 0;
  for (const found of text.matchAll(SETTING)) {
    if (++tried > MOST_TRIED) break;
    if (
      isSecretSetting(found[2] ?? '') &&
      (!/app_key$/i.test(found[1] ?? '') || found[2]?.startsWith('base64:') === true)
    )
      return { what: `the setting ${found[1]}`, sure: 0.9, from: found.index, to: found.index + found[0].length };
  }
  return undefined;
}

/** What a dump of a configuration holds under such a name, and not the name of a variable or a function that gives it. */
const isSecretSetting = (value: string): boolean =>
  isPassword(value) &&
  value.length >= 6 &&
  !/^(?:process\.|os\.|env[.([]|get|config|settings|System\.|import\.|\w{1,40}\()|[()]/i.test(value);

/**
 * The same where the setting is a field of the answer: its name is visited apart from its value. All such fields of an answer
 * are looked up once.
 */
export function findNamedField(name: string, response: TransactionResponse): FoundSecret | undefined {
  if (!NAMED.test(name)) return undefined;
  let fields = KNOWN.get(response);
  if (fields === undefined) KNOWN.set(response, (fields = namedFields(response)));
  const length = fields.get(name);
  return length === undefined ? undefined : { what: `the setting ${name}`, sure: 0.8, from: 0, to: length };
}

const KNOWN = new WeakMap<TransactionResponse, ReadonlyMap<string, number>>();

/** Name of a setting → length of its value. */
function namedFields(response: TransactionResponse): ReadonlyMap<string, number> {
  const fields = new Map<string, number>();
  walkAnswer(response, { judged: 0, skipped: 0 }, (value, place) => {
    if (place.isName || value.length > 512 || !isSecretSetting(value)) return;
    const whole = place.name().replace(/\.value$/, '');
    const at = NAMED.exec(whole);
    if (at === null || (/app_key$/i.test(whole) && !value.startsWith('base64:'))) return;
    for (const name of [whole, whole.slice(whole.lastIndexOf('.') + 1), at[0].replace(/^[._-]/, '')])
      fields.set(name, value.length);
    for (let dot = whole.indexOf('.'); dot >= 0; dot = whole.indexOf('.', dot + 1))
      fields.set(whole.slice(dot + 1), value.length);
  });
  return fields;
}

function isKeyBody(body: string): boolean {
  const text = body.replaceAll(/\\[rn]|\s/g, '');
  return KEY_BODY.test(text) && text.length >= 40 && isRandom(text.replaceAll(/[^A-Za-z\d]/g, '').slice(24, 200));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
