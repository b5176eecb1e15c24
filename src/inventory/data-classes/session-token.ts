import { defineDataClass } from './define.ts';

export const sessionToken = defineDataClass({
  id: 'session-token',
  title: 'Session id',
  category: 'credential',
  names: /\b(?:session ?(?:id|token|key)?|sess ?id|sid|j ?session ?id|php ?sess ?id|connect sid)$/,
  named: (value) => (/^[\w+/=.~%:-]{16,512}$/.test(value) && /\d/.test(value) ? 0.85 : 0),
  examples: {
    is: [['sessionId', '9f86d081884c7d65']],
    isNot: [
      ['session', 'morning'],
      ['sessionId', '17'],
    ],
  },
});
