import { defineDataClass, matching } from './define.ts';

export const otp = defineDataClass({
  id: 'otp',
  title: 'One-time code',
  category: 'credential',
  names:
    /\b(?:otp(?: code)?|one time (?:code|pass(?:word|code))|(?:verification|mfa|two factor|2 ?fa|sms|auth|security|confirmation|login|totp|recovery|backup) code|totp)$/,
  named: matching(/^(?:\d{4,8}|\d{3}[- ]\d{3}|[A-Z0-9]{6,10})$/, 0.9),
  examples: {
    is: [
      ['otp', '493027'],
      ['verificationCode', '8841'],
    ],
    isNot: [
      ['code', '493027'],
      ['otp', 'sent'],
    ],
  },
});
