import { defineDataClass, matching } from './define.ts';

export const driversLicense = defineDataClass({
  id: 'drivers-license',
  title: 'Driving licence number',
  category: 'personal',
  names:
    /\b(?:driv(?:er|ers|ing) ?licen[cs]e(?: ?(?:number|no|num|id))?|driver ?lic(?: ?(?:number|no))?|dl(?: ?(?:number|no|num))?|licen[cs]e ?(?:number|no)|driver ?id|fuhrerschein(?:nummer)?|fuehrerschein(?:nummer)?|rijbewijs(?:nummer)?|permis (?:de )?conduire|licencia (?:de )?conducir|patente di guida|cnh)$/,
  named: matching(/^(?=.*\d{4})[A-Z\d -]{5,20}$/i, 0.9),
  examples: {
    is: [['driverLicense', 'D1234567']],
    isNot: [
      ['license', 'MIT'],
      ['driverLicense', 'valid'],
    ],
  },
});
