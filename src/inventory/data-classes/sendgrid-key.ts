import { defineDataClass, matching } from './define.ts';

export const sendgridKey = defineDataClass({
  id: 'sendgrid-key',
  title: 'SendGrid key',
  category: 'credential',
  anywhere: matching(/\bSG\.[\w-]{20,24}\.[\w-]{39,50}(?![\w-])/, 1),
  examples: {
    is: [['field', 'SG.a1B2c3D4e5Fa1B2c3D4e5F.aB3daB3daB3daB3daB3daB3daB3daB3daB3daB3dxyz']],
    isNot: [['field', 'SG.a.b']],
  },
});
