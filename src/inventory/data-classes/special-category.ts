import { defineDataClass, matching } from './define.ts';

export const specialCategory = defineDataClass({
  id: 'special-category',
  title: 'Religion, ethnicity, union, politics, orientation',
  category: 'special',
  names:
    /^(?:religion|religious ?(?:belief|affiliation)|ethnicity|ethnic ?(?:group|origin)|political ?(?:party|opinion|affiliation)|sexual ?orientation|trade ?union(?: member(?:ship)?)?)$/,
  named: matching(/^[\p{L} ,/-]{2,60}$/u, 0.8),
  examples: {
    is: [['ethnicity', 'not stated']],
    isNot: [
      ['race', '5'],
      ['raceResult', 'first'],
    ],
  },
});
