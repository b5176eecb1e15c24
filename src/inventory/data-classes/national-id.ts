import validator from 'validator';
import { defineDataClass } from './define.ts';

/** Locales whose numbers carry a check digit. */
const LOCALES = ['de-DE', 'es-ES', 'fr-FR', 'it-IT', 'nl-NL', 'pl-PL', 'sv-SE', 'pt-PT'] as const;

const isTaxNumber = (value: string): boolean => LOCALES.some((locale) => validator.isTaxID(value, locale));

export const nationalId = defineDataClass({
  id: 'national-id',
  title: 'National identity number',
  category: 'personal',
  names:
    /\b(?:national ?id(?:entity)?(?: ?(?:number|no|card))?|identity ?(?:card|number|document)(?: ?(?:number|no))?|id ?card(?: ?(?:number|no))?|personal ?(?:id|identity)? ?(?:number|code)|citizen ?(?:id|number)|person ?nummer|fiscal ?code|codice ?fiscale|dni|nie|nif|pesel|bsn|aadhaa?r(?: ?(?:number|no))?|curp|rut|hkid|nric|fin|resident ?(?:id|number))$/,
  named: (value) =>
    validator.isIdentityCard(value, 'any') || isTaxNumber(value)
      ? 0.95
      : /^(?=.*\d{4})[A-Z\d .-]{6,20}$/i.test(value)
        ? 0.7
        : 0,
  anywhere: (value) => (/^[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]$/.test(value) ? 0.95 : 0),
  examples: {
    is: [
      ['dni', '12345678Z'],
      ['nationalId', 'AB-1234-567'],
      ['field', 'RSSMRA85T10A562S'],
    ],
    isNot: [
      ['nationalId', 'none'],
      ['field', '12345678Z'],
    ],
  },
});
