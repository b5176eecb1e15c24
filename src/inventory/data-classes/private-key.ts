import { defineDataClass, matching } from './define.ts';

export const privateKey = defineDataClass({
  id: 'private-key',
  title: 'Private key',
  category: 'credential',
  anywhere: matching(/-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/, 1),
  examples: {
    is: [
      ['pem', '-----BEGIN PRIVATE KEY-----\nMIIB'],
      ['data', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl'],
    ],
    isNot: [
      ['pem', '-----BEGIN PUBLIC KEY-----\nMIIB'],
      ['key', 'private key'],
    ],
  },
});
