import { defineDataClass, matching } from './define.ts';

export const email = defineDataClass({
  id: 'email',
  title: 'E-mail address',
  category: 'personal',
  anywhere: matching(/^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/i, 0.98),
  examples: {
    is: [
      ['to', 'ann.lee@example.test'],
      ['field', 'a+b@mail.example.test'],
    ],
    isNot: [
      ['mention', '@ann'],
      ['url', 'https://x.test/@ann'],
    ],
  },
});
