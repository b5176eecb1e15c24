import { defineDataClass, matching } from './define.ts';

/** A race is also a contest: only the words of forms count (US Office of Management and Budget, directive 15, and common ones). */
export const racialOrigin = defineDataClass({
  id: 'racial-origin',
  title: 'Racial origin',
  category: 'special',
  names: /^(?:race|racial ?(?:origin|group)|race ?(?:and|or)? ?ethnicity|patient race)$/,
  named: matching(
    /\b(?:white|black|african|asian|caucasian|hispanic|latin[oax]|native|indigenous|aboriginal|pacific islander|middle eastern|mixed|multi-?racial|two or more|not (?:stated|disclosed|specified)|prefer not)\b/i,
    0.85,
  ),
  examples: {
    is: [
      ['race', 'Black or African American'],
      ['race', 'white'],
    ],
    isNot: [
      ['race', 'Monaco Grand Prix'],
      ['colour', 'white'],
    ],
  },
});
