import { defineDataClass, matching } from './define.ts';

export const gitlabToken = defineDataClass({
  id: 'gitlab-token',
  title: 'GitLab token',
  category: 'credential',
  anywhere: matching(/\bgl(?:pat|dt|rt|cbt|ptt|agent|soat|ft)-[\w-]{20,}\b/, 1),
  examples: {
    is: [['field', 'glpat-a1B2c3D4e5a1B2c3D4e5']],
    isNot: [['field', 'glpat-x']],
  },
});
