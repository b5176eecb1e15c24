import { luhn } from './check-digits.ts';

/** Check digits an own class may ask for; separators of the value are left out. */
export const CHECKSUMS = ['luhn', 'mod97', 'mod11', 'verhoeff'] as const;
export type Checksum = (typeof CHECKSUMS)[number];

const checks: Readonly<Record<Checksum, (text: string) => boolean>> = {
  luhn: (text) => luhn(text.replace(/\D/g, '')),
  mod97,
  mod11,
  verhoeff: (text) => verhoeff(text.replace(/\D/g, '')),
};

export const hasChecksum = (kind: Checksum, value: string): boolean =>
  checks[kind](value.toUpperCase().replace(/[^A-Z\d]/g, ''));

/** ISO 7064 MOD 97-10: letters count as 10 to 35, the whole leaves 1. */
function mod97(text: string): boolean {
  let rest = 0;
  for (const char of text) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return text.length > 2 && rest === 1;
}

/** ISO 7064 MOD 11-2: the last character is 0 to 9 or X. */
function mod11(text: string): boolean {
  if (!/^\d+[\dX]$/.test(text)) return false;
  let sum = 0;
  for (const digit of text.slice(0, -1)) sum = ((sum + Number(digit)) * 2) % 11;
  const check = (12 - sum) % 11;
  return text.at(-1) === (check === 10 ? 'X' : String(check));
}

/** Verhoeff 1969: the dihedral group of ten elements finds every swap of neighbours. */
const PRODUCT = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
] as const;
const PLACES = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
] as const;

function verhoeff(digits: string): boolean {
  let state = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits.charAt(digits.length - 1 - place));
    state = Number(PRODUCT[state]?.charAt(Number(PLACES[place % 8]?.charAt(digit))));
  }
  return digits.length > 1 && state === 0;
}
