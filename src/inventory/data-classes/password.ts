import { defineDataClass } from './define.ts';

const PLACEHOLDER = /^(?:true|false|null|none|required|optional|\d{1,2}|\*+)$/i;

export const password = defineDataClass({
  id: 'password',
  title: 'Password',
  category: 'credential',
  names:
    /\b(?:pass ?word|pass ?wd|pwd|pass ?phrase|pass ?code|user ?pass|pass)$|^(?:new|old|current|confirm|repeat) ?password/,
  named: (value) => (value.length >= 3 && !PLACEHOLDER.test(value) ? 0.95 : 0),
  examples: {
    is: [
      ['passwd', 'tree!2115'],
      ['newPassword', 'Correct Horse'],
    ],
    isNot: [
      ['passwordRequired', 'true'],
      ['password', 'true'],
      ['passage', 'tree!2115'],
    ],
  },
});
