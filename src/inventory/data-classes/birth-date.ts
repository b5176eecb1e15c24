import { defineDataClass, matching } from './define.ts';

export const birthDate = defineDataClass({
  id: 'birth-date',
  title: 'Date of birth',
  category: 'personal',
  names:
    /\b(?:birth ?date|date of birth|dob|d o b|bday|birth|birth ?date ?time|birth ?day|birth ?dt|born(?: on| at)?|date birth|birth ?day ?date|geburts(?:datum|tag)|geboortedatum|fecha (?:de )?nacimiento|date (?:de )?naissance|data (?:di )?nascita|data (?:de )?nascimento|nacimiento|naissance|fodelsedatum)$/,
  named: matching(
    /^(?:(?:19|20)\d\d[-/.]?[01]?\d[-/.]?[0-3]?\d(?:T[\d:.Z+-]+)?|[0-3]?\d[-/. ][01]?\d[-/. ](?:19|20)?\d\d)$/,
    0.95,
  ),
  examples: {
    is: [
      ['dob', '1984-02-29'],
      ['dateOfBirth', '29/02/1984'],
    ],
    isNot: [
      ['createdDate', '1984-02-29'],
      ['dob', 'unknown'],
    ],
  },
});
