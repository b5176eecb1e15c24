import { defineDataClass, matching } from './define.ts';

export const jwt = defineDataClass({
  id: 'jwt',
  title: 'JSON Web Token',
  category: 'credential',
  anywhere: matching(/^(?:Bearer )?eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*$/, 1),
  examples: {
    is: [['token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.c2lnbmF0dXJl']],
    isNot: [
      ['token', 'a.b.c'],
      ['file', 'eyJhbGciOiJIUzI1NiJ9'],
    ],
  },
});
