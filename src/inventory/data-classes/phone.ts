import { isPossiblePhoneNumber } from 'libphonenumber-js/min';
import { defineDataClass } from './define.ts';

/** Cheap first: the library's parse costs 34 µs. */
const CANDIDATE = /^\+?\(?\d[\d\s()./-]{5,20}\d$/;

function isDiallable(value: string, least: number): boolean {
  const digits = value.replace(/\D/g, '').length;
  return digits >= least && digits <= 15;
}

export const phone = defineDataClass({
  id: 'phone',
  title: 'Telephone number',
  category: 'personal',
  names:
    /\b(?:phone|telephone|tel|mobile|cell|cellphone|cellular|fax|msisdn|whatsapp|sms|landline|telefon|telefono|telefone|telefoon|handy|mobil|movil|celular|cellulare|mobiltelefon|festnetz)(?: ?(?:number|no|num|nr|nummer|numero))?$|\b(?:phone|mobile|contact) ?(?:number|no)\b|\b(?:numero (?:de )?(?:telefono|telefone|celular|telephone)|telefoonnummer|telefonnummer|handynummer|mobielnummer)$/,
  named: (value) => (CANDIDATE.test(value) && isDiallable(value, 7) ? 0.9 : 0),
  anywhere: (value) =>
    value.startsWith('+') && CANDIDATE.test(value) && isDiallable(value, 8) && isPossiblePhoneNumber(value) ? 0.9 : 0,
  examples: {
    is: [
      ['field', '+442079460958'],
      ['mobileNumber', '(202) 555-0123'],
      ['tel', '020 7946 0958'],
    ],
    isNot: [
      ['partNumber', '564-511-6411'],
      ['field', '2025550123'],
      ['offset', '+12'],
      ['phoneType', 'mobile'],
    ],
  },
});
