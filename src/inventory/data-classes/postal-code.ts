import { defineDataClass, matching } from './define.ts';

export const postalCode = defineDataClass({
  id: 'postal-code',
  title: 'Postal code',
  category: 'personal',
  names: /\b(?:zip|zip ?code|post ?code|postal ?code|plz|postleitzahl|codigo postal|code postal|cep|postcode|eircode)$/,
  named: matching(
    /^(?:\d{4,6}(?:-\d{3,4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4} ?[A-Z]{2})$/i,
    0.8,
  ),
  examples: {
    is: [
      ['zip', '94107-1234'],
      ['postcode', 'LS1 4AB'],
    ],
    isNot: [
      ['code', '94107'],
      ['zip', 'archive'],
    ],
  },
});
