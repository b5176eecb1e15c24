import { defineDataClass, matching } from './define.ts';

export const demographics = defineDataClass({
  id: 'demographics',
  title: 'Gender, nationality, marital status',
  category: 'personal',
  names:
    /^(?:gender|sex|nationality|marital ?status|citizenship|civil status|country of birth|place of birth|birth ?place|geschlecht|sexo|sesso|geslacht|sexe|staatsangehorigkeit|nacionalidad|nationalite|nazionalita|familienstand|estado civil)$/,
  named: matching(/^[\p{L} -]{1,40}$/u, 0.75),
  examples: {
    is: [
      ['gender', 'female'],
      ['maritalStatus', 'married'],
    ],
    isNot: [
      ['gender', '1.5'],
      ['genderId', 'female'],
    ],
  },
});
