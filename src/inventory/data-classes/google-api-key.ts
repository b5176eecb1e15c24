import { defineDataClass, matching } from './define.ts';

export const googleApiKey = defineDataClass({
  id: 'google-api-key',
  title: 'Google API key',
  category: 'credential',
  anywhere: matching(/\bAIza[\w-]{35}(?![\w-])/, 1),
  examples: {
    is: [['field', 'AIzaaB3d_aB3d_aB3d_aB3d_aB3d_aB3d_aB3d_']],
    isNot: [['field', 'AIzaShort']],
  },
});
