import { defineDataClass, matching } from './define.ts';

export const passport = defineDataClass({
  id: 'passport',
  title: 'Passport number',
  category: 'personal',
  names:
    /\b(?:passport|travel ?document|reisepass|pasaporte|passaporto|passeport|paspoort)(?: ?(?:number|no|num|nr|id|nummer|numero))?$|\b(?:numero (?:de )?(?:pasaporte|passeport|passaporto))$/,
  named: matching(/^(?=.*\d{5})[A-Z\d]{6,12}$/i, 0.9),
  examples: {
    is: [['passportNumber', 'L011200347']],
    isNot: [
      ['passportCountry', 'GBR'],
      ['number', 'L12345678'],
    ],
  },
});
