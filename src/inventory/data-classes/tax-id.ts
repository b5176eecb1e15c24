import { defineDataClass } from './define.ts';

export const taxId = defineDataClass({
  id: 'tax-id',
  title: 'Tax number',
  category: 'financial',
  names:
    /\b(?:tax ?(?:id|number|no|payer ?id)|tin|ein|itin|vat(?: ?(?:id|number|no|reg(?:istration)?))?|gst(?:in)?|abn|steuer ?(?:id|nummer|identifikationsnummer)|numero fiscal|partita iva|ust ?id(?: ?nr)?|cnpj|rfc|nip|siret|siren)$/,
  named: (value) => (/^[A-Z\d ./-]{7,20}$/i.test(value) && value.replace(/\D/g, '').length >= 5 ? 0.85 : 0),
  examples: {
    is: [
      ['vatNumber', 'DE123456789'],
      ['ein', '12-3456789'],
    ],
    isNot: [
      ['vat', '19.0'],
      ['taxRate', '123456789'],
    ],
  },
});
