import { defineDataClass, matching } from './define.ts';

export const personName = defineDataClass({
  id: 'person-name',
  title: 'Name of a person',
  category: 'personal',
  names:
    /\b(?:first|last|full|given|family|middle|maiden|patient|customer|employee|account holder|holder|cardholder|card holder|contact|recipient|beneficiary|passenger|guest|member|student|doctor|physician|spouse|father|mother|legal|birth|preferred|sender|owner|borrower|applicant|author|signer|signatory|buyer|seller|driver|billing|shipping) ?name$|^(?:vorname|nachname|familienname|geburtsname|[fml]name|(?:first|last|middle) nm|card ?holder|prenom|nom (?:de famille|complet)|nombres|nombre completo|apellidos?|primer nombre|cognome|nome completo|sobrenome|achternaam|voornaam|tussenvoegsel|firstname|lastname|fullname|surname|forename|patientname|maidenname|familyname|givenname|name on card)$/,
  named: matching(/^\p{L}[\p{L}\p{M}'’. -]{0,79}$/u, 0.85),
  examples: {
    is: [
      ['firstName', 'Ann'],
      ['patient_name', 'José Ó Briain'],
      ['surname', 'Lee'],
    ],
    isNot: [
      ['productName', 'pine desk'],
      ['fileName', 'Ann'],
      ['firstName', '12'],
    ],
  },
});
