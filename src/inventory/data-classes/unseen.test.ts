import { expect, test } from 'vitest';
import { luhn } from './check-digits.ts';
import { classifyValue } from './index.ts';

/** Values made by rule under names that no class file mentions as an example: other spellings, languages, neighbours. */
let seed = 41;
const below = (limit: number): number => (seed = (seed * 48_271) % 2_147_483_647) % limit;
const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T;
const made = (letters: string, length: number): string =>
  Array.from({ length }, () => letters.charAt(below(letters.length))).join('');
const digits = (length: number): string => made('0123456789', length);
const hex = (length: number): string => made('0123456789abcdef', length);
const upper = (length: number): string => made('ABCDEFGHIJKLMNOPQRSTUVWXYZ', length);
const token = (length: number): string =>
  made('ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789', length - 1) + digits(1);
const ending = (text: string, isRight: (whole: string) => boolean): string =>
  Array.from('0123456789', (digit) => text + digit).find(isRight) ?? text;
const year = (): number => 1940 + below(65);
const two = (least: number, most: number): string => String(least + below(most - least + 1)).padStart(2, '0');
const day = (): string => `${year()}-${two(1, 12)}-${two(1, 28)}`;
const first = ['Ana', 'Jürgen', 'Siobhán', 'Wei', 'Nneka', 'Olaf', 'Marie-Claire', 'Léa', 'Tomasz', 'Íñigo'];
const last = ['Müller', "O'Hara", 'Nowak', 'García', 'Zhang', 'van Dijk', 'Okafor', 'Rossi', 'Silva'];
const card = (): string => ending(`4${digits(14)}`, luhn);
const mod97 = (text: string): number => Array.from(text).reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
const iban = (): string => {
  const account = digits(18);
  return `DE${String(98 - mod97(`${account}131400`)).padStart(2, '0')}${account}`;
};
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const sensitive: readonly (readonly [kind: string, keys: readonly string[], value: () => string])[] = [
  [
    'phone',
    ['phonenumber', 'mobile_no', 'telefono', 'Telefonnummer', 'phone_home', 'phones', 'x'],
    () => `+44 20 7${digits(3)} ${digits(4)}`,
  ],
  ['phone', ['contactPhone', 'handy', 'celular', 'phone2', 'work_phone', 'mobileno'], () => `0${digits(10)}`],
  [
    'email',
    ['x', 'correo', 'recipients', 'replyTo'],
    () => `${made('abcdefgh', 6)}.${made('xyz', 3)}@${made('klmno', 5)}.org`,
  ],
  [
    'person-name',
    ['vorname', 'apellidos', 'last_name', 'firstname', 'passengerName', 'accountHolderName'],
    () => pick(first),
  ],
  [
    'person-name',
    ['fullname', 'cardholder_name', 'nom_complet', 'beneficiaryName'],
    () => `${pick(first)} ${pick(last)}`,
  ],
  ['birth-date', ['dateofbirth', 'geburtsdatum', 'fecha_nacimiento', 'date_of_birth', 'birthdate', 'patientDob'], day],
  ['birth-date', ['dob', 'birth_date', 'bornOn'], () => `${two(1, 28)}/${two(1, 12)}/${year()}`],
  [
    'postal-address',
    ['homeaddress', 'anschrift', 'address1', 'street_address', 'deliveryAddress'],
    () => `${pick(last)}weg ${below(200)}, Köln`,
  ],
  [
    'postal-address',
    ['x', 'text'],
    () => `${1 + below(999)} ${pick(['Elm', 'Station', 'King'])} ${pick(['Road', 'Street', 'Avenue'])}`,
  ],
  ['credit-card', ['x', 'ccnumber', 'creditcard', 'card_num', 'payment'], card],
  ['credit-card', ['x', 'kreditkarte'], () => card().replace(/(\d{4})(?=\d)/g, '$1 ')],
  ['iban', ['x', 'bank', 'konto'], iban],
  [
    'us-ssn',
    ['x', 'social', 'applicantSsn', 'ssn_number'],
    () => `${2 + below(5)}${digits(2)}-${two(10, 99)}-${1 + below(9)}${digits(3)}`,
  ],
  ['passport', ['reisepass', 'passportnumber', 'passport_num', 'numero_pasaporte'], () => `${upper(1)}${digits(8)}`],
  [
    'drivers-license',
    ['driverslicense', 'licenseNumber', 'driving_licence_no', 'rijbewijs'],
    () => `${upper(1)}${digits(7)}`,
  ],
  [
    'password',
    ['userpassword', 'passwort', 'new_password', 'mot_de_passe', 'contraseña', 'senha'],
    () => `${token(8)}!`,
  ],
  [
    'ip-address',
    ['ipaddress', 'client_ip', 'srcIp', 'remote_ip'],
    () => `10.${below(256)}.${below(256)}.${below(256)}`,
  ],
  ['mac-address', ['x', 'wifi', 'bssid'], () => Array.from({ length: 6 }, () => hex(2)).join('-')],
  ['mac-address', ['x'], () => `${hex(4)}.${hex(4)}.${hex(4)}`],
  ['jwt', ['x', 'assertion'], () => `${part({ alg: 'ES256' })}.${part({ sub: digits(5) })}.${token(43)}`],
  ['aws-access-key', ['x', 'config'], () => `AKIA${made('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`],
  ['github-token', ['x', 'ci'], () => `ghp_${token(36)}`],
  ['private-key', ['x', 'tls'], () => `-----BEGIN RSA PRIVATE KEY-----\n${token(64)}`],
  ['url-credentials', ['x', 'redis'], () => `redis://svc:${token(12)}@cache.internal:6379/0`],
  ['geo', ['latitude', 'geo_location', 'gps', 'coords'], () => `${below(80)}.${digits(5)}, ${below(170)}.${digits(5)}`],
  ['mrn', ['patientId', 'hospital_no', 'medicalrecordnumber', 'chart_no'], () => digits(8)],
  [
    'icd10',
    ['diagnosis', 'icd_code', 'dxCode', 'icd10cm'],
    () => `${pick(['E', 'I', 'J', 'M'])}${digits(2)}.${digits(1)}`,
  ],
  ['income', ['annualsalary', 'gehalt', 'grossPay', 'monthly_income'], () => `${2 + below(9)}${digits(4)}`],
  ['bank-account', ['accountnumber', 'kontonummer', 'numero_de_cuenta', 'bank_account_no'], () => digits(10)],
  ['api-key', ['apisecret', 'client_secret', 'signing_secret', 'x-api-key'], () => token(32)],
];

const ordinary: readonly (readonly [keys: readonly string[], value: () => string])[] = [
  [['x', 'value', 'id', 'ref'], () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`],
  [['x', 'id', 'cursor'], () => `01${made('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 24)}`],
  [['tweetId', 'snowflake', 'x'], () => `1${digits(17)}`],
  [['timestamp', 'ns', 'x'], () => `17${digits(17)}`],
  [['x', 'number', 'count'], () => digits(1 + below(9))],
  [['x', 'orderNo', 'shipment'], () => `DE-${year()}-${digits(6)}`],
  [['tracking', 'x'], () => `1Z${made('0123456789ABCDEFGHJK', 16)}`],
  [['isbn', 'x', 'barcode'], () => `978-${digits(1)}-${digits(4)}-${digits(4)}-${digits(1)}`],
  [['version', 'osBuild', 'release'], () => `10.0.${below(20_000)}.${below(900)}`],
  [['x', 'ratio', 'score', 'weight'], () => `${below(9)}.${digits(8)}`],
  [['price', 'amount', 'total'], () => `${below(9_999)}.${digits(2)}`],
  [['x', 'checksum', 'md5', 'sha'], () => hex(pick([32, 40, 64]))],
  [['thumb', 'x', 'blob'], () => `${made('ABCDEFabcdef0123456789+/', 40)}==`],
  [['x', 'date', 'createdAt', 'expires'], () => `${2000 + below(26)}-${two(1, 12)}-${two(1, 28)}`],
  [['x', 'time'], () => `${two(0, 23)}:${two(0, 59)}:${two(0, 59)}`],
  [
    ['x', 'title', 'headline'],
    () => `${1 + below(20)} ${pick(['ways to rest', 'Star hotels', 'Best songs of the road'])}`,
  ],
  [['title', 'name', 'label'], () => `${pick(['Blue', 'Old', 'North'])} ${pick(['Harbour', 'Bridge', 'Set'])}`],
  [['productName', 'fileName', 'hostname', 'displayName', 'team'], () => `${made('abcdefgh', 5)}-${made('lmnop', 4)}`],
  [['license', 'licence'], () => pick(['MIT', 'Apache-2.0', 'GPL-3.0-only'])],
  [['passport', 'phone', 'email', 'ssn', 'dob', 'iban'], () => pick(['required', 'optional', 'verified', 'none'])],
  [
    ['phoneType', 'phoneModel', 'cardType', 'cardBrand', 'addressType'],
    () => pick(['mobile', 'visa', 'home', 'XR 12']),
  ],
  [['passwordPolicy', 'passwordResetAllowed', 'pass', 'password'], () => pick(['true', 'false'])],
  [['race', 'raceName'], () => pick(['Monaco Grand Prix', 'Tour of Flanders', 'Round 3', 'Boston Marathon'])],
  [['position', 'location', 'region'], () => pick(['top-left', 'warehouse 4', 'eu-west-1', '3'])],
  [['mac', 'swift', 'pin', 'cell', 'tel', 'fax', 'cap'], () => pick(['Catalina', '5.9', 'no', 'A12', '3'])],
  [['address', 'contractAddress', 'memoryAddress'], () => `0x${hex(8)}`],
  [['url', 'href', 'x'], () => `https://${made('abcd', 6)}.test:8443/${made('efgh', 5)}?page=${below(9)}`],
  [['mention', 'handle', 'x'], () => `@${made('abcdefg', 6)}`],
  [['nextPageToken', 'continuationToken', 'etag', 'traceId', 'requestId'], () => token(24)],
  [['color', 'background'], () => `#${hex(6)}`],
  [['status', 'state', 'type', 'kind', 'x'], () => pick(['active', 'IN_PROGRESS', 'paid', 'n/a', 'unknown'])],
  [
    ['x', 'sentence', 'description'],
    () =>
      `The ${pick(['team', 'order'])} of ${2000 + below(26)} was ${digits(2)} % larger than ${digits(3)}-${digits(3)}.`,
  ],
  [['x', 'range', 'interval'], () => `${digits(3)}-${digits(2)}-${digits(3)}`],
  [['partNumber', 'sku', 'model'], () => `${digits(3)}-${digits(2)}-${digits(4)}`],
  [['genre', 'category', 'sport'], () => pick(['jazz', 'rowing', 'crime'])],
  [['x', 'code'], () => `${upper(3)}${digits(5)}`],
  [['locale', 'currency', 'country', 'timezone'], () => pick(['de-DE', 'EUR', 'NZ', 'Europe/Berlin'])],
  [['userAgent', 'agent'], () => `Mozilla/5.0 (X11; Linux x86_64) rv:${below(200)}.0`],
];

const EACH = 40;

test('at least 95 of 100 sensitive values are recognised for what they are', () => {
  const missed: string[] = [];
  let asked = 0;
  for (const [kind, keys, value] of sensitive) {
    for (let round = 0; round < EACH; round++) {
      const [key, text] = [pick(keys), value()];
      const found = classifyValue(key, text)?.class;
      asked++;
      if (found !== kind) missed.push(`${kind}: ${key} ${text} → ${found}`);
    }
  }
  expect(asked).toBe(sensitive.length * EACH);
  expect(missed.length, missed.slice(0, 60).join('\n')).toBeLessThanOrEqual(asked * 0.05);
});

test('at most 1 of 100 ordinary values is taken for sensitive', () => {
  const wrong: string[] = [];
  let asked = 0;
  for (const [keys, value] of ordinary) {
    for (let round = 0; round < EACH; round++) {
      const [key, text] = [pick(keys), value()];
      const found = classifyValue(key, text)?.class;
      asked++;
      if (found !== undefined) wrong.push(`${key} ${text} → ${found}`);
    }
  }
  expect(asked).toBe(ordinary.length * EACH);
  expect(wrong.length, wrong.slice(0, 60).join('\n')).toBeLessThanOrEqual(asked * 0.01);
});
