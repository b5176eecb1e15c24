import { defineDataClass } from './define.ts';

export const healthRecord = defineDataClass({
  id: 'health-record',
  title: 'Health information',
  category: 'health',
  names:
    /^(?:blood ?(?:type|group)|allerg(?:y|ies)|medications?|prescriptions?|medical ?(?:condition|history|notes)|disability|symptoms?|vaccination ?status|hiv ?status|pregnan(?:t|cy)(?: status)?|treatment(?: plan)?|lab ?results?)$/,
  named: (value) => (/\p{L}|[+-]$/u.test(value) && value.length <= 2_000 ? 0.75 : 0),
  examples: {
    is: [
      ['bloodType', 'AB+'],
      ['allergies', 'penicillin'],
    ],
    isNot: [
      ['treatment', '12'],
      ['medicationId', 'penicillin'],
    ],
  },
});
