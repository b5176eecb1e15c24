import { defineDataClass } from './define.ts';
import { luhn } from './check-digits.ts';

export const usNpi = defineDataClass({
  id: 'us-npi',
  title: 'US provider identifier (NPI)',
  category: 'health',
  names: /\bnpi(?: ?(?:number|no|id))?$|\b(?:national )?provider (?:id|identifier)$/,
  named: (value) => (/^[12]\d{9}$/.test(value) && luhn(`80840${value}`) ? 0.97 : 0),
  examples: {
    is: [['npi', '1234567893']],
    isNot: [
      ['npi', '1234567894'],
      ['number', '1234567893'],
    ],
  },
});
