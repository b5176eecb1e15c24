import { defineDataClass, matching } from './define.ts';

/** Values of the letters A to Z; I, O and Q do not occur. */
const LETTERS = '12345678.12345.7.923456789';
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

const valueOf = (character: string): number =>
  Number(/\d/.test(character) ? character : LETTERS.charAt(character.charCodeAt(0) - 65));

/** Check character at place 9 (49 CFR 565.15); letters and digits both occur. */
function isVin(value: string): boolean {
  if (!/^[A-HJ-NPR-Z\d]{8}[\dX][A-HJ-NPR-Z\d]{8}$/.test(value) || !/[A-Z]/.test(value)) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * valueOf(value.charAt(index)), 0);
  return (sum % 11 === 10 ? 'X' : String(sum % 11)) === value.charAt(8);
}

export const vin = defineDataClass({
  id: 'vin',
  title: 'Vehicle identification number',
  category: 'personal',
  names: /\b(?:vin|vehicle ?identification(?: ?(?:number|no))?|vin ?(?:number|code)|chassis ?(?:number|no))$/,
  named: matching(/^[A-HJ-NPR-Z\d]{17}$/i, 0.95),
  anywhere: (value) => (isVin(value) ? 0.9 : 0),
  ambiguous: true,
  examples: {
    is: [
      ['field', '1M8GDM9AXKP042788'],
      ['vin', 'WVWZZZ1JZXW000001'],
    ],
    isNot: [
      ['field', '1M8GDM9A1KP042788'],
      ['trackingNumber', '1M8GDM9AXKP042788'],
    ],
  },
});
