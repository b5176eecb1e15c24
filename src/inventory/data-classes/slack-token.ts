import { defineDataClass, matching } from './define.ts';

export const slackToken = defineDataClass({
  id: 'slack-token',
  title: 'Slack token',
  category: 'credential',
  anywhere: matching(/\bxox[abeoprs]-(?:\d+-)?[\w-]{10,250}|\bxapp-\d-[A-Z0-9]+-\d+-[a-z0-9]{20,}/, 1),
  examples: {
    is: [['field', 'xoxb-123456789012-123456789012-aB3daB3daB3daB3daB3daB3d']],
    isNot: [['field', 'xoxb-']],
  },
});
