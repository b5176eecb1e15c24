import { defineDataClass } from './define.ts';

const BITCOIN = /^(?:[13][a-km-zA-HJ-NP-Z1-9]{25,34}|bc1[02-9ac-hj-np-z]{11,71})$/;
const ETHEREUM = /^0x[0-9a-fA-F]{40}$/;

export const cryptoWallet = defineDataClass({
  id: 'crypto-wallet',
  title: 'Cryptocurrency address',
  category: 'financial',
  names: /\b(?:wallet|wallet ?address|btc ?address|eth ?address|crypto ?address|deposit ?address)$/,
  named: (value) => (BITCOIN.test(value) || ETHEREUM.test(value) ? 0.97 : 0),
  anywhere: (value) => (/^bc1[02-9ac-hj-np-z]{11,71}$/.test(value) || ETHEREUM.test(value) ? 0.9 : 0),
  ambiguous: true,
  examples: {
    is: [
      ['field', '0x0aB10aB10aB10aB10aB10aB10aB10aB10aB10aB1'],
      ['wallet', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'],
    ],
    isNot: [
      ['field', '0x12'],
      ['hash', '0x0aB10aB10aB10aB10aB10aB10aB10aB10aB10aB1'],
    ],
  },
});
