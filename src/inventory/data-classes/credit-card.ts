import { defineDataClass } from './define.ts';
import { luhn, uniform } from './check-digits.ts';

/** Issuer ranges with their lengths: Visa, Mastercard, American Express, Discover, JCB, Diners, UnionPay, Maestro. */
const ISSUERS =
  /^(?:4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|6(?:011|4[4-9]\d|5\d\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|3(?:0[0-5]|[689]\d)\d{11}|62\d{14,17}|(?:5018|5020|5038|6304|6759|676[1-3])\d{8,15})$/;

function isCard(value: string): boolean {
  if (value.length < 12 || value.length > 23 || !/^\d(?:[ -]?\d)+$/.test(value)) return false;
  const digits = value.replace(/[ -]/g, '');
  return ISSUERS.test(digits) && !uniform(digits) && luhn(digits);
}

export const creditCard = defineDataClass({
  id: 'credit-card',
  title: 'Payment card number',
  category: 'financial',
  names:
    /\b(?:card ?(?:number|no|num)|credit ?card(?: ?(?:number|no))?|debit ?card(?: ?(?:number|no))?|cc ?(?:number|no|num)?|pan|primary account number)$/,
  named: (value) => (isCard(value) ? 0.99 : 0),
  anywhere: (value) => (isCard(value) ? 0.9 : 0),
  ambiguous: true,
  examples: {
    is: [
      ['pan', '4111 1111 1111 1111'],
      ['field', '5555555555554444'],
      ['cardNumber', '378282246310005'],
    ],
    isNot: [
      ['field', '4111111111111112'],
      ['orderNumber', '5555555555554444'],
      ['timestamp', '1719712357828'],
    ],
  },
});
