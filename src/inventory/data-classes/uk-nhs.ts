import { defineDataClass } from './define.ts';
import { uniform, weighted } from './check-digits.ts';

/** Modulus 11 (NHS Data Dictionary). */
function isNhs(digits: string): boolean {
  if (!/^\d{10}$/.test(digits) || uniform(digits)) return false;
  const check = 11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return (check === 11 ? 0 : check) === Number(digits.charAt(9));
}

export const ukNhs = defineDataClass({
  id: 'uk-nhs',
  title: 'UK NHS number',
  category: 'health',
  names: /\bnhs(?: ?(?:number|no|num|id))?$/,
  named: (value) => (isNhs(value.replace(/[ -]/g, '')) ? 0.98 : 0),
  examples: {
    is: [['nhsNumber', '943 476 5919']],
    isNot: [
      ['nhsNumber', '943 476 5918'],
      ['number', '9434765919'],
    ],
  },
});
