import { defineDataClass } from './define.ts';
import { weighted } from './check-digits.ts';

/** Federal Reserve prefix and the 3-7-1 check (ABA Routing Number Policy). */
const isRouting = (value: string): boolean =>
  /^(?:0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}$/.test(value) &&
  weighted(value, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0;

export const abaRouting = defineDataClass({
  id: 'aba-routing',
  title: 'US bank routing number',
  category: 'financial',
  names:
    /\b(?:routing ?(?:transit ?)?(?:number|no|num|code)?|transit ?(?:number|no)|aba(?: ?(?:number|no|code|routing(?: number)?))?|rtn)$/,
  named: (value) => (isRouting(value) ? 0.97 : 0),
  examples: {
    is: [['routingNumber', '021000021']],
    isNot: [
      ['routingNumber', '021000022'],
      ['number', '021000021'],
    ],
  },
});
