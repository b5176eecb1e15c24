import { defineDataClass, matching } from './define.ts';

export const macAddress = defineDataClass({
  id: 'mac-address',
  title: 'MAC address',
  category: 'device',
  anywhere: matching(/^[\da-f]{2}(?:([:-])[\da-f]{2})(?:\1[\da-f]{2}){4}$|^[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4}$/i, 0.97),
  examples: {
    is: [['field', '00:1A:2b:3c:4d:5e']],
    isNot: [
      ['field', '00:1A:2b:3c:4d'],
      ['time', '10:20:30'],
    ],
  },
});
