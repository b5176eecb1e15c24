import type { MessageAnswer } from '../../define.ts';

/** Headers by which some proxy tells the client's address. One of them is a deployment's custom; a client sends none. */
const ADDRESS_HEADERS = new Set([
  'x-forwarded-for',
  'x-real-ip',
  'x-client-ip',
  'client-ip',
  'true-client-ip',
  'cluster-client-ip',
  'x-cluster-client-ip',
  'x-originating-ip',
  'x-remote-ip',
  'x-remote-addr',
  'remote-addr',
  'x-proxyuser-ip',
  'x-original-forwarded-for',
  'x-forwarded',
  'forwarded-for',
  'x-forwarded-by',
  'x-forward-for',
  'x-true-ip',
  'cf-connecting-ip',
  'fastly-client-ip',
  'x-azure-clientip',
  'x-original-remote-addr',
  'x-source-ip',
  'x-ip',
]);
/** Asked for by one product only, whose rules they pass. */
const TELLTALE = new Set(['x-custom-ip-authorization']);

const OWN =
  /^(?:127(?:\.\d{1,3}){0,3}|localhost|::1|\[::1\]|0(?:\.0\.0\.0)?|0177\.0{1,3}\.0{1,3}\.0?1|2130706433|0x7f(?:0{5}1|(?:\.0x?0?0?){2}\.0x?0?1))(?::\d{1,5})?$/i;
/** Headers that must agree before it is no accident. */
const ENOUGH = 3;

export const isAddressHeader = (lower: string): boolean => ADDRESS_HEADERS.has(lower) || TELLTALE.has(lower);

/** Whether several headers say at once that the request comes from the server itself. */
export function askOrigin(headers: readonly (readonly [string, string])[]): MessageAnswer | undefined {
  const own = headers.filter(([, value]) => OWN.test(value.trim()));
  const [name = '', value = ''] = own.find(([lower]) => TELLTALE.has(lower)) ?? own.at(-1) ?? [];
  const sure = TELLTALE.has(name);
  if (!sure && own.length < ENOUGH) return undefined;
  return {
    confidence: sure ? 0.85 : 0.8,
    statement: sure
      ? `header ${name} claims the server’s own address`
      : `${own.length} headers claim that the request comes from the server itself`,
    part: 'header',
    name,
    value,
    mark: [0, value.length],
  };
}
