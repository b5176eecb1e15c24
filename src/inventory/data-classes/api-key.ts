import { defineDataClass } from './define.ts';

export const apiKey = defineDataClass({
  id: 'api-key',
  title: 'API key',
  category: 'credential',
  names:
    /\b(?:api ?key|app ?key|apikey|subscription key|access key|client secret|consumer secret|app secret|api secret|secret key|secret access key|shared secret|signing secret|webhook secret|secret)$/,
  named: (value) => (/^[\w+/=.~:-]{12,512}$/.test(value) && /\d/.test(value) ? 0.9 : 0),
  examples: {
    is: [
      ['apiKey', 'a81f3c09b27d4e65'],
      ['client_secret', 'Zx81-99abCDeF12'],
    ],
    isNot: [
      ['apiKeyName', 'a81f3c09b27d4e65'],
      ['secret', 'yes'],
    ],
  },
});
