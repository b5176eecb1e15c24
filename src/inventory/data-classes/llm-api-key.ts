import { defineDataClass, matching } from './define.ts';

export const llmApiKey = defineDataClass({
  id: 'llm-api-key',
  title: 'API key of a language model service',
  category: 'credential',
  anywhere: matching(/\bsk-(?:proj-|ant-|svcacct-|or-v1-)?[\w-]{32,200}(?![\w-])/, 1),
  examples: {
    is: [['field', 'sk-aB3daB3daB3daB3daB3daB3daB3daB3daB3daB3d']],
    isNot: [
      ['field', 'sk-short'],
      ['sku', 'sk-12'],
    ],
  },
});
