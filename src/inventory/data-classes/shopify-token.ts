import { defineDataClass, matching } from './define.ts';

export const shopifyToken = defineDataClass({
  id: 'shopify-token',
  title: 'Shopify token',
  category: 'credential',
  anywhere: matching(/\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\b/, 1),
  examples: {
    is: [['field', 'shpat_0a1b0a1b0a1b0a1b0a1b0a1b0a1b0a1b']],
    isNot: [['field', 'shpat_zz']],
  },
});
