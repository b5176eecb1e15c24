import { defineDataClass, matching } from './define.ts';

export const pin = defineDataClass({
  id: 'pin',
  title: 'PIN',
  category: 'credential',
  names: /\b(?:pin|pin ?code|card pin|pin number|personal identification number)$/,
  named: matching(/^\d{4,6}$/, 0.8),
  examples: {
    is: [['cardPin', '4938']],
    isNot: [
      ['pin', 'map'],
      ['shipping', '4938'],
    ],
  },
});
