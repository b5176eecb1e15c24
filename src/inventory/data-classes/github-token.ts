import { defineDataClass, matching } from './define.ts';

export const githubToken = defineDataClass({
  id: 'github-token',
  title: 'GitHub token',
  category: 'credential',
  anywhere: matching(/\b(?:gh[pousr]_[A-Za-z0-9]{36,251}|github_pat_[A-Za-z0-9_]{60,90})\b/, 1),
  examples: {
    is: [['field', 'ghp_a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2']],
    isNot: [['field', 'ghp_short']],
  },
});
