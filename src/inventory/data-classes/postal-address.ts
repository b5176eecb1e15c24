import { defineDataClass } from './define.ts';

/** House number and street in English; capitals tell `12 High Street` from `12 ways to drive`. */
const NUMBER_FIRST =
  /^\d{1,5}[A-Za-z]?,? (?:[\p{Lu}\d][\p{L}\d.'-]{0,30} ){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Pl|Square|Sq|Terrace|Highway|Hwy|Parkway)\b/u;
/** French, Spanish, Italian, Portuguese; German and Dutch. */
const STREET_FIRST =
  /^\d{1,4} (?:rue|avenue|boulevard|place|chemin|all[ée]e) \p{L}|^(?:calle|avenida|via|viale|rua) [\p{L} .'-]{2,60},? \d{1,5}|^[\p{L} .-]{3,40}(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee|straat|laan|plein) \d{1,4}/iu;

export const postalAddress = defineDataClass({
  id: 'postal-address',
  title: 'Postal address',
  category: 'personal',
  names:
    /\b(?:(?:shipping|billing|home|mailing|postal|street|delivery|residential|work|office|customer|full|physical|legal) ?address(?: ?line ?\d?)?|address(?: ?line)? ?\d?|street(?: name)?|addr ?\d?|anschrift|(?:liefer|rechnungs)?adresse|direccion(?: (?:postal|de envio))?|endereco|indirizzo|adres|strasse|domicilio)$/,
  named: (value) =>
    /\p{L}{2,}/u.test(value) && value.length <= 300 && /[\s,.]/.test(value) && !/[@:]|^\d+\.\d+\./.test(value)
      ? 0.85
      : 0,
  anywhere: (value) => (value.length <= 200 && (NUMBER_FIRST.test(value) || STREET_FIRST.test(value)) ? 0.85 : 0),
  examples: {
    is: [
      ['field', '12 High Street, Leeds LS1 4AB'],
      ['shippingAddress', 'Hauptstr. 5, Berlin'],
      ['field', 'Lindenstraße 12'],
    ],
    isNot: [
      ['address', '10.2.3.4'],
      ['emailAddress', 'a@example.test'],
      ['title', '12 ways to drive'],
    ],
  },
});
