import { defineDataClass, matching } from './define.ts';

export const urlCredentials = defineDataClass({
  id: 'url-credentials',
  title: 'Password inside a URL',
  category: 'credential',
  anywhere: matching(/^[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/?#]{1,128}:[^\s@/?#]{1,256}@[^\s/]+/i, 1),
  examples: {
    is: [['dsn', 'postgres://app:secret@db.internal:5432/app']],
    isNot: [
      ['url', 'https://example.test:8443/a@b'],
      ['url', 'https://example.test/u:p@x'],
    ],
  },
});
