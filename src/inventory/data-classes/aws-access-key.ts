import { defineDataClass, matching } from './define.ts';

export const awsAccessKey = defineDataClass({
  id: 'aws-access-key',
  title: 'AWS access key id',
  category: 'credential',
  anywhere: matching(/\b(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z2-7]{16}\b/, 1),
  examples: {
    is: [['field', 'AKIAZ2Y3X4W5V6U7T2S3']],
    isNot: [['field', 'AKIA1234']],
  },
});
