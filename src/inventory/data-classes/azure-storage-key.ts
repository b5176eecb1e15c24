import { defineDataClass, matching } from './define.ts';

export const azureStorageKey = defineDataClass({
  id: 'azure-storage-key',
  title: 'Azure storage connection string',
  category: 'credential',
  anywhere: matching(/\bAccountKey=[A-Za-z0-9+/]{40,}={0,2}/, 1),
  examples: {
    is: [['field', 'AccountName=x;AccountKey=aB3daB3daB3daB3daB3daB3daB3daB3daB3daB3daB3daB3d==']],
    isNot: [['field', 'AccountKey=short']],
  },
});
