import { defineDataClass, matching } from './define.ts';

export const icd10 = defineDataClass({
  id: 'icd10',
  title: 'ICD-10 diagnosis code',
  category: 'health',
  names: /\b(?:icd ?(?:10|9|11)?(?: ?(?:code|cm))?|diagnos(?:is|es)(?: ?codes?)?|dx ?(?:code)?|condition ?code)$/,
  named: matching(/^[A-TV-Z]\d[\dA-Z](?:\.?[\dA-Z]{1,4})?$/i, 0.95),
  examples: {
    is: [
      ['diagnosisCode', 'E11.9'],
      ['icd10', 'J45'],
    ],
    isNot: [
      ['diagnosisCode', 'pending'],
      ['code', 'E11.9'],
    ],
  },
});
