import { defineDataClass, matching } from './define.ts';

export const bankAccount = defineDataClass({
  id: 'bank-account',
  title: 'Bank account number',
  category: 'financial',
  names:
    /\b(?:bank ?account(?: ?(?:number|no|num))?|account ?(?:number|no|num)|acct ?(?:number|no|num)|beneficiary account|konto(?: ?(?:nummer|nr))?|numero (?:de )?(?:cuenta|compte|conto)|(?:cuenta|compte) bancaria?|rekeningnummer|clabe)$/,
  named: matching(/^\d(?:[ -]?\d){5,17}$/, 0.85),
  examples: {
    is: [['accountNumber', '00012345678']],
    isNot: [
      ['accountNumber', 'main'],
      ['number', '00012345678'],
    ],
  },
});
