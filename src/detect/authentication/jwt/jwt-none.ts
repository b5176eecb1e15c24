import { defineMessageRule } from '../../define.ts';
import { bearer, HONEST, ISSUED, token } from './examples.ts';

const claims = { sub: '5512', exp: ISSUED + 3_600 };

export const jwtNone = defineMessageRule({
  id: 'jwt-none',
  version: 1,
  title: 'JSON Web Token without a signature',
  severity: 'critical',
  references: ['CWE-347', 'CWE-345', 'API2:2023', 'CAPEC-115'],
  explanation:
    'A token that says of itself that it is not signed (`"alg": "none"`, in any spelling, or no algorithm at all), or whose signature is empty, is accepted by libraries that believe what it says: anybody can write one. No issuer of access tokens sends them (RFC 8725 §3.2).',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  ask(_request, { tokens }) {
    for (const { header, raw, part, name, claims: payload } of tokens) {
      const algorithm = header['alg'];
      const said = typeof algorithm === 'string' ? algorithm.replaceAll(/[\s\0]/g, '').toLowerCase() : undefined;
      const isSigned = (raw.split('.', 4)[2] ?? '') !== '';
      if (said === 'none' || said === '')
        return { confidence: 0.97, statement: 'token says that it is not signed (alg none)', part, name };
      // Sessions of some frameworks are JSON in base64 as well; with three parts it is a token.
      if (raw.split('.', 4).length !== 3 || payload === undefined) continue;
      if (said === undefined) return { confidence: 0.85, statement: 'token names no algorithm', part, name };
      if (!isSigned) return { confidence: 0.9, statement: 'token has an empty signature', part, name };
    }
    return undefined;
  },
  examples: {
    fires: [
      bearer('none', token({ alg: 'none', typ: 'JWT' }, claims, '')),
      bearer('None', token({ alg: 'None' }, claims, '')),
      bearer('nOnE', token({ typ: 'JWT', alg: 'nOnE' }, claims, '')),
      bearer('NONE with a signature', token({ alg: 'NONE' }, claims)),
      bearer('blank', token({ alg: ' none ' }, claims, '')),
      bearer('empty', token({ alg: '' }, claims, '')),
      bearer('no algorithm', token({ typ: 'JWT' }, claims)),
      bearer('a list', token({ alg: ['none'] }, claims, 'x')),
      bearer('empty signature', token({ alg: 'HS256' }, claims, '')),
      { name: 'in a cookie', headers: [['Cookie', `auth=${token({ alg: 'none' }, claims, '')}`]] },
      { name: 'in the query', target: `/a?token=${token({ alg: 'none' }, claims, '')}` },
      { name: 'in another header', headers: [['X-Access-Token', token({ alg: 'none' }, claims, '')]] },
      {
        name: 'in a body',
        headers: [['Content-Type', 'application/json']],
        body: JSON.stringify({ token: token({ alg: 'none' }, claims, '') }),
      },
    ],
    silent: HONEST,
  },
});
