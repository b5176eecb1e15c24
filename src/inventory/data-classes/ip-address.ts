import validator from 'validator';
import { defineDataClass } from './define.ts';

/**
 * Four numbers are also a version: those rarely begin above 23. Private and other low networks are taken where a name says
 * so, IPv6 where it has four groups or more.
 */
function isPlainAddress(value: string): boolean {
  if (value.length < 7 || value.length > 45 || !/^[\da-f.:]+$/i.test(value)) return false;
  if (value.includes(':')) return value.split(':').length >= 5 && validator.isIP(value, 6);
  return Number(value.slice(0, value.indexOf('.'))) >= 24 && validator.isIP(value, 4);
}

export const ipAddress = defineDataClass({
  id: 'ip-address',
  title: 'IP address',
  category: 'device',
  names:
    /\b(?:ip|ip ?addr(?:ess)?|client ?ip|remote ?(?:addr(?:ess)?|ip)|source ?ip|src ?ip|user ?ip|last ?login ?ip|x forwarded for|peer|host ?ip|ip ?v[46]|(?:client|source|src|remote|peer) ?addr(?:ess)?)$/,
  named: (value) => (value.length <= 45 && validator.isIP(value) ? 0.97 : 0),
  anywhere: (value) => (isPlainAddress(value) ? 0.8 : 0),
  ambiguous: true,
  examples: {
    is: [
      ['clientIp', '10.0.0.1'],
      ['field', '198.51.100.7'],
      ['field', '2001:db8:0:1:1:1:1:1'],
    ],
    isNot: [
      ['build', '198.51.100.7'],
      ['field', '1.2.3.4'],
      ['ip', 'none'],
    ],
  },
});
