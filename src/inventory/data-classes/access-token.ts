import { defineDataClass } from './define.ts';

export const accessToken = defineDataClass({
  id: 'access-token',
  title: 'Access token',
  category: 'credential',
  names:
    /\b(?:access|refresh|auth|id|bearer|oauth|user|personal access|bot|csrf|xsrf|reset|verification|device|push|fcm|apns|invite|magic) ?token$|^(?:token|pat|authorization|authtoken|accesstoken|jwt|bearer)$/,
  named: (value) => (/^(?:Bearer )?[\w+/=.~-]{16,4096}$/i.test(value) && /\d/.test(value) ? 0.85 : 0),
  examples: {
    is: [
      ['refreshToken', 'q8Zk27HfLw03PxTa19'],
      ['token', '0123456789abcdef0123'],
    ],
    isNot: [
      ['nextPageToken', 'q8Zk27HfLw03PxTa19'],
      ['token', 'word'],
    ],
  },
});
