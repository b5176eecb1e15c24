import type { JoinExample } from '../define.ts';

const ASKED = ['cross-site-scripting'];
const get = (value: string): JoinExample['request'] => ({
  name: value,
  target: `/search?q=${encodeURIComponent(value)}`,
});
const page = (name: string, value: string, body: string, more: Partial<JoinExample> = {}): JoinExample => ({
  name,
  request: get(value),
  asked: ASKED,
  body: `<!doctype html><html><head><title>Search</title></head><body>${body}</body></html>`,
  ...more,
});

const SCRIPT = '<script>top.zz(7)</script>';
const IMAGE = '<img src=zz onerror=zz(7)>';

export const fires: readonly JoinExample[] = [
  page('in the text', SCRIPT, `<p>Nothing found for ${SCRIPT}</p>`),
  page('an image', IMAGE, `<p>${IMAGE}</p>`),
  page('in an attribute that it closes', '"><svg onload=zz(7)>', '<input value=""><svg onload=zz(7)>">'),
  page('a handler beside an attribute', `' onfocus='zz(7)`, `<input value='' onfocus='zz(7)'>`),
  page('an attribute without quotes', 'x onfocus=zz(7)', '<input value=x onfocus=zz(7)>'),
  page('an address', 'javascript:zz(7)', '<a href="javascript:zz(7)">back</a>'),
  page('a text area that it ends', `</textarea>${SCRIPT}`, `<textarea></textarea>${SCRIPT}</textarea>`),
  page('a second time where it counts', SCRIPT, `<textarea>${SCRIPT}</textarea><p>${SCRIPT}</p>`),
  page('an answer without a type', SCRIPT, SCRIPT, { contentType: '' }),
  page('an error', SCRIPT, `<h1>404</h1><p>No ${SCRIPT} here</p>`, { status: 404 }),
  page('a drawing', SCRIPT, SCRIPT, {
    contentType: 'image/svg+xml',
    body: `<svg xmlns="x"><text>a</text>${SCRIPT}</svg>`,
  }),
];

export const silent: readonly JoinExample[] = [
  page('escaped', SCRIPT, '<p>Nothing found for &lt;script&gt;top.zz(7)&lt;/script&gt;</p>'),
  page('another text', SCRIPT, '<p>Nothing found</p>'),
  page('scripts of the page itself', SCRIPT, '<script>top.aa(1)</script>'),
  page('in a field of JSON', SCRIPT, '', { contentType: 'application/json', body: JSON.stringify({ q: SCRIPT }) }),
  page('as plain text', SCRIPT, '', { contentType: 'text/plain', body: SCRIPT }),
  page('in a text area', SCRIPT, `<textarea>${SCRIPT}</textarea>`),
  page('in a comment', IMAGE, `<!-- asked for ${IMAGE} --><p>Nothing</p>`),
  page('in an attribute that it does not close', IMAGE, `<input value="${IMAGE.replaceAll('>', '')}`, {
    request: get("'> <img src=zz onerror=zz(7)"),
  }),
  page('a handler as text', '" onfocus="zz(7)', '<p>Nothing found for " onfocus="zz(7)</p>'),
  page('an address as text', 'javascript:zz(7)', '<p>javascript:zz(7)</p>'),
  page('another rule', SCRIPT, SCRIPT, { asked: ['sql-injection'] }),
  page('cut to a word', 'zz(7)', '<p>zz(7)</p>'),
];
