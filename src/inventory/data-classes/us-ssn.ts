import { defineDataClass, matching } from './define.ts';

export const usSsn = defineDataClass({
  id: 'us-ssn',
  title: 'US Social Security number',
  category: 'personal',
  names:
    /\b(?:ssn|ssn ?(?:number|no|num)|social ?security(?: ?(?:number|no|num))?|social ?sec(?: ?(?:number|no))?|social)$/,
  named: matching(/^(?!000|666|9)\d{3}[- ]?(?!00)\d{2}[- ]?(?!0000)\d{4}$/, 0.98),
  anywhere: matching(/^(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$/, 0.85),
  ambiguous: true,
  examples: {
    is: [
      ['ssn', '078051120'],
      ['field', '219-09-9999'],
    ],
    isNot: [
      ['field', '078051120'],
      ['field', '000-12-3456'],
      ['partNumber', '219-09-9999'],
    ],
  },
});
