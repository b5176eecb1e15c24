import { defineDataClass, matching } from './define.ts';

export const npmToken = defineDataClass({
  id: 'npm-token',
  title: 'npm token',
  category: 'credential',
  anywhere: matching(/\bnpm_[A-Za-z0-9]{36}\b/, 1),
  examples: {
    is: [['field', 'npm_a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2']],
    isNot: [['field', 'npm_config']],
  },
});
