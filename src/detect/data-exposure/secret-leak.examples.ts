import { crc32 } from 'node:zlib';
import type { Leaf } from '../../model/index.ts';
import { crcBase62 } from './secrets/checksums.ts';

const field = (name: string, value: string): Partial<Leaf> => ({ part: 'response', name, value });

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const HEX = `${DIGITS}abcdef`;
const LETTERS = LOWER + UPPER;
const BASE62 = DIGITS + LETTERS;
const BASE64 = `${BASE62}+/`;
const BASE32 = `${UPPER}234567`;

/**
 * Characters that look made by chance and are the same each time (xorshift): no secret of anybody's stands in this file, and
 * no scanner of repositories takes them for one.
 */
function chance(length: number, alphabet = BASE62, seed = 7): string {
  let state = (seed * 2_654_435_761 + length) >>> 0 || 1;
  let text = '';
  while (text.length < length) {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    text += alphabet.charAt(Math.floor((state / 2 ** 32) * alphabet.length));
  }
  return text;
}

const withCrc = (prefix: string): string => `${prefix}${chance(30)}${crcBase62(chance(30))}`;
const grafana = `glsa_${chance(32)}`;
const pem = (name: string, body: string): string =>
  `-----BEGIN ${name}-----\n${body.replaceAll(/.{64}/g, '$&\n')}\n-----END ${name}-----`;

export const fires: readonly (string | Partial<Leaf>)[] = [
  withCrc('ghp_'),
  field('deploy.token', withCrc('ghs_')),
  `github_pat_${chance(22)}_${chance(59)}`,
  withCrc('npm_'),
  `${grafana}_${crc32(grafana).toString(16).padStart(8, '0')}`,
  `AKIA${chance(16, BASE32)}`,
  `aws_secret_access_key = ${chance(40, BASE64)}`,
  `GOCSPX-${chance(28)}`,
  `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${chance(86, BASE64)}==;EndpointSuffix=core.windows.net`,
  `glpat-${chance(20)}`,
  `xoxb-${chance(12, '123456789')}-${chance(13, '123456789')}-${chance(24)}`,
  `https://hooks.slack.com/services/T${chance(8, UPPER + DIGITS)}/B${chance(10, UPPER + DIGITS)}/${chance(24)}`,
  field('config.payments.key', `sk_live_${chance(24)}`),
  `SG.${chance(22)}.${chance(43)}`,
  `pypi-AgEIcHlwaS5vcmc${chance(120)}`,
  `sk-proj-${chance(58)}T3BlbkFJ${chance(58)}`,
  `sk-ant-api03-${chance(93)}AA`,
  `dop_v1_${chance(64, HEX)}`,
  `hvs.${chance(90)}`,
  `shpat_${chance(32, HEX)}`,
  `Twilio: AC${chance(32, HEX)} auth_token=${chance(32, HEX, 9)}`,
  pem('RSA PRIVATE KEY', `MIIEpAIBAAKCAQEA${chance(800, BASE64)}`),
  field('pem', pem('OPENSSH PRIVATE KEY', `b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ${chance(300, BASE64)}`)),
  `could not connect to postgres://shop:${chance(12)}@10.0.0.7:5432/shop`,
  `redis://:${chance(16)}@cache.internal:6379/0`,
  `Server=sql.internal;Database=Shop;User Id=shop;Password=${chance(12)};`,
  `NODE_ENV=production\nJWT_SECRET=${chance(32)}\nPORT=3000`,
  `<td>DB_PASSWORD</td><td>${chance(14)}</td>`,
  `'secret_key_base' => '${chance(64, HEX)}'`,
];

export const silent: readonly (string | Partial<Leaf>)[] = [
  // Public by purpose.
  `pk_live_${chance(24)}`,
  `AIza${chance(35)}`,
  `https://${chance(32, HEX)}@o123.ingest.sentry.io/456`,
  // What a sign-in answers with.
  field('access_token', `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.${chance(43)}`),
  field('token', chance(64, HEX)),
  field('refreshToken', chance(88)),
  // Documentation.
  'AKIAIOSFODNN7EXAMPLE',
  'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'sk_live_xxxxxxxxxxxxxxxxxxxxxxxx',
  `ghp_${'aB3d'.repeat(9)}`,
  `ghp_${chance(36)}`,
  'ghp_0123456789abcdefghijABCDEFGHIJ012345',
  'glpat-your-token-goes-here-1234',
  '-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----',
  '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq...',
  pem('PUBLIC KEY', `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A${chance(360, BASE64)}`),
  pem('CERTIFICATE', `MIIDdzCCAl+gAwIBAgIE${chance(800, BASE64)}`),
  'postgres://user:password@localhost:5432/shop',
  'mysql://USER:PASSWORD@HOST/shop',
  'postgres://shop:${DB_PASSWORD}@db:5432/shop',
  'postgres://shop:*****@db.internal:5432/shop',
  'postgres://db.internal:5432/shop',
  'Server=sql.internal;Database=Shop;User Id=shop;Password=********;',
  'JWT_SECRET=change-me-please',
  'const secret = process.env.JWT_SECRET',
  'JWT_SECRET: process.env.JWT_SECRET',
  field('example', `postgres://shop:${chance(12)}@10.0.0.7:5432/shop`),
  // An address that grants one download.
  `https://shop.s3.amazonaws.com/lamp.pdf?X-Amz-Credential=AKIA${chance(16, BASE32)}%2F20261124%2Feu-north-1%2Fs3%2Faws4_request`,
  field(
    'body',
    `Put the address of the database into the settings of the service before you start it for the first time, for example postgres://shop:${chance(12)}@db.internal/shop as shown in the picture.`,
  ),
  // What only looks alike.
  chance(40, HEX),
  '0b6f2c1e-8f1d-4a53-9a38-2f7a0c8d1e55',
  'task-0123456789abcdef',
  'Asia/Stockholm',
  'Password: must have at least 12 characters',
  'Your password=safe campaign starts on Monday',
];
