import { defineDataClass } from './define.ts';
import { uniform } from './check-digits.ts';

/** Two check digits, modulus 11 (Receita Federal). */
function isCpf(value: string): boolean {
  if (!/^\d{3}\.?\d{3}\.?\d{3}-?\d{2}$/.test(value)) return false;
  const digits = value.replace(/\D/g, '');
  return (
    !uniform(digits) &&
    checkDigit(digits, 9) === Number(digits.charAt(9)) &&
    checkDigit(digits, 10) === Number(digits.charAt(10))
  );
}

function checkDigit(digits: string, count: number): number {
  let sum = 0;
  for (let index = 0; index < count; index++) sum += Number(digits.charAt(index)) * (count + 1 - index);
  return ((sum * 10) % 11) % 10;
}

export const brCpf = defineDataClass({
  id: 'br-cpf',
  title: 'Brazilian CPF',
  category: 'personal',
  names: /\bcpf\b|\b(?:tax ?id|documento)$/,
  named: (value) => (isCpf(value) ? 0.97 : 0),
  anywhere: (value) => (/^\d{3}\.\d{3}\.\d{3}-\d{2}$/.test(value) && isCpf(value) ? 0.97 : 0),
  examples: {
    is: [
      ['field', '529.982.247-25'],
      ['cpf', '52998224725'],
    ],
    isNot: [
      ['field', '529.982.247-26'],
      ['field', '52998224725'],
    ],
  },
});
