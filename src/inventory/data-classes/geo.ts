import { defineDataClass, matching } from './define.ts';

export const geo = defineDataClass({
  id: 'geo',
  title: 'Geographic position',
  category: 'location',
  names:
    /\b(?:lat|latitude|lng|lon|long|longitude|coordinates?|coords?|geo ?(?:location|point|position)?|gps(?: ?(?:location|coordinates?))?|location|position)$/,
  named: matching(/^-?(?:1[0-7]\d|\d{1,2})\.\d{3,12}$|^-?\d{1,2}(?:\.\d{2,12})?, ?-?\d{1,3}(?:\.\d{2,12})$/, 0.9),
  anywhere: matching(/^-?(?:[1-8]?\d|90)\.\d{4,12}, ?-?(?:1[0-7]\d|\d{1,2}|180)\.\d{4,12}$/, 0.9),
  examples: {
    is: [
      ['latitude', '52.520008'],
      ['field', '52.520008,13.404954'],
    ],
    isNot: [
      ['price', '52.5200'],
      ['range', '80-102'],
      ['location', 'London'],
    ],
  },
});
