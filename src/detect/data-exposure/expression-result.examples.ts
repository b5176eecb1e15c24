import type { JoinExample } from '../define.ts';

const ASKED = ['template-injection'];
const of = (name: string, value: string, body: string, more: Partial<JoinExample> = {}): JoinExample => ({
  name,
  request: { name: value, target: `/hello?q=${encodeURIComponent(value)}` },
  asked: ASKED,
  body,
  ...more,
});
const json = (name: string, value: string, body: unknown): JoinExample =>
  of(name, value, JSON.stringify(body), { contentType: 'application/json' });

export const fires: readonly JoinExample[] = [
  of('a long product', '{{ 1231*4567 }}', '<p>Hello 5621977</p>'),
  of('dollar and brace', '${4111*33}', '<p>Hello 135663!</p>'),
  of('hash and brace', '#{90001+1}', '<b>90002</b>'),
  of('percent', '<%= 555*777 %>', 'Dear 431235,'),
  of('with characters around', 'anna{{7*7}}lamp', '<p>Hello anna49lamp</p>'),
  of('a string that is repeated', "{{7*'31'}}", '<p>31313131313131</p>'),
  of('a string that is a number', "anna {{7*'7'}} lamp", '<p>anna 49 lamp</p>'),
  of('in square brackets', '[[1231*4567]]', '<p>5621977</p>'),
  json('a field', '${1231*4567}', { greeting: 'Hello 5621977' }),
  json('a number', '*{1231*4567}', { total: 5621977 }),
  of('a difference', '@(99991-1)', '<p>99990</p>'),
  of('an error', '{{1231*4567}}', 'cannot find 5621977', { status: 500 }),
];

export const silent: readonly JoinExample[] = [
  of('as sent', '{{1231*4567}}', '<p>Hello {{1231*4567}}</p>'),
  of('escaped', '${1231*4567}', '<p>Hello $&#123;1231*4567&#125;</p>'),
  of('a short number that stands anywhere', '{{7*7}}', '<p>49 lamps found</p>'),
  of('part of a longer number', '{{1231*4567}}', '<p>156219770</p>'),
  of('no marks', '1231*4567', '<p>5621977</p>'),
  of('nothing to work out', '{{config}}', '<p>Hello</p>'),
  of('another result', '{{1231*4567}}', '<p>5621978</p>'),
  of('no text', '{{1231*4567}}', ''),
  of('other characters around', 'anna{{7*7}}lamp', '<p>anna 49 lamp</p>'),
  of('the request holds it', '{{1231*4567}}', '<p>5621977</p>', {
    request: { name: 'both', target: '/hello?q={{1231*4567}}&n=5621977' },
  }),
  of('a picture', '{{1231*4567}}', '5621977', { contentType: 'image/png' }),
];
