import { defineDataClass } from './define.ts';

export const deviceId = defineDataClass({
  id: 'device-id',
  title: 'Device identifier',
  category: 'device',
  names:
    /\b(?:imei|imsi|meid|idfa|idfv|gaid|aaid|udid|advertising ?id|android ?id|device ?(?:id|token|identifier|uuid|serial|fingerprint)|serial ?(?:number|no)|iccid)$/,
  named: (value) => (/^(?=.*\d)[A-Z\d:._-]{8,80}$/i.test(value) ? 0.85 : 0),
  examples: {
    is: [
      ['imei', '490154203237518'],
      ['deviceId', 'a1b2c3d4e5f6'],
    ],
    isNot: [
      ['deviceId', '7'],
      ['device', '490154203237518'],
    ],
  },
});
