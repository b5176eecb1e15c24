import validator from 'validator';
import { defineDataClass } from './define.ts';

export const iban = defineDataClass({
  id: 'iban',
  title: 'IBAN',
  category: 'financial',
  anywhere: (value) => (/^[A-Z]{2}\d{2}[A-Z\d ]{11,38}$/i.test(value) && validator.isIBAN(value) ? 0.99 : 0),
  examples: {
    is: [
      ['field', 'DE89 3704 0044 0532 0130 00'],
      ['iban', 'GB82WEST12345698765432'],
    ],
    isNot: [
      ['iban', 'DE89 3704 0044 0532 0130 01'],
      ['trackingNumber', '1Z999AA10123456784'],
    ],
  },
});
