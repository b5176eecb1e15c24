import { defineDataClass, matching } from './define.ts';

export const bic = defineDataClass({
  id: 'bic',
  title: 'Bank identifier (BIC)',
  category: 'financial',
  names: /\b(?:bic|swift(?: ?(?:code|bic))?|bic ?(?:code|swift))$/,
  named: matching(/^[A-Z]{4}[A-Z]{2}[A-Z\d]{2}(?:[A-Z\d]{3})?$/, 0.95),
  examples: {
    is: [['bic', 'DEUTDEFF']],
    isNot: [
      ['bic', 'none'],
      ['code', 'DEUTDEFF'],
    ],
  },
});
