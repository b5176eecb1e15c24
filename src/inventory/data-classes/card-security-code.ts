import { defineDataClass, matching } from './define.ts';

export const cardSecurityCode = defineDataClass({
  id: 'card-security-code',
  title: 'Card security code',
  category: 'financial',
  names: /\b(?:cvv2?|cvc2?|cv2|cid|card (?:security|verification) (?:code|value|number)|security code)$/,
  named: matching(/^\d{3,4}$/, 0.95),
  examples: {
    is: [['cvv', '123']],
    isNot: [
      ['cvv', 'ok'],
      ['code', '123'],
    ],
  },
});
