import { defineDataClass, matching } from './define.ts';

export const ukNino = defineDataClass({
  id: 'uk-nino',
  title: 'UK National Insurance number',
  category: 'personal',
  names: /\b(?:nino|national ?insurance(?: ?(?:number|no))?|ni ?number)$/,
  named: matching(/^(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]$/i, 0.98),
  examples: {
    is: [['nino', 'AB 12 34 56 C']],
    isNot: [
      ['nino', 'GB123456A'],
      ['ref', 'AB123456C'],
    ],
  },
});
