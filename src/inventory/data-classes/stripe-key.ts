import { defineDataClass, matching } from './define.ts';

export const stripeKey = defineDataClass({
  id: 'stripe-key',
  title: 'Stripe key',
  category: 'credential',
  anywhere: matching(/\b(?:sk|rk|whsec)_(?:(?:live|test)_)?[A-Za-z0-9]{20,}\b/, 1),
  examples: {
    is: [['field', 'sk_test_aB3daB3daB3daB3daB3daB3d']],
    isNot: [
      ['field', 'pk_test_aB3daB3daB3daB3daB3daB3d'],
      ['field', 'sk_live_'],
    ],
  },
});
