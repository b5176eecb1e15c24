import { describe, expect, test } from 'vitest';
import { CodedError } from '../../model/index.ts';
import { readOwnersFile } from './owners-file.ts';

const FILE = `# all of it
**                          platform
api.shop.example            shop team   # until spring
*.shop.example/v1/orders/   @orders
GET,HEAD /v1/orders/{id}/items  Items & more
POST **/login               identity
/v1/public
10.0.0.1:8080/x             inner
`;

const ask = (line: string): string | undefined => {
  const [method = '', host = '', template = ''] = line.split(' ');
  return readOwnersFile(FILE, 'OWNERS').ownerOf({ method, host, template })?.name;
};

describe('an owners file', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['GET other.example /x', 'platform'],
    ['GET api.shop.example /x', 'shop team'],
    ['GET api.shop.example:8443 /x', 'shop team'],
    ['GET api.shop.example /v1/orders', '@orders'],
    ['GET eu.api.shop.example /v1/orders/{id}', '@orders'],
    ['GET shop.example /v1/orders', 'platform'],
    ['GET api.shop.example /v1/ordersheet', 'shop team'],
    ['GET api.shop.example /v1/orders/{orderId}/items/{n}', 'Items & more'],
    ['POST api.shop.example /v1/orders/{orderId}/items', '@orders'],
    ['GET api.shop.example /v1/orders/latest/items', '@orders'],
    ['POST api.shop.example /v2/login', 'identity'],
    ['GET api.shop.example /v1/public/x', undefined],
    ['GET 10.0.0.1:8080 /x', 'inner'],
  ];
  test.each(cases)('%s: %s', (line, owner) => {
    expect(ask(line)).toBe(owner);
  });

  test('says which line it was', () => {
    expect(readOwnersFile(FILE, 'OWNERS').ownerOf({ method: 'GET', host: 'a', template: '/' })).toEqual({
      name: 'platform',
      from: 'owners-file:2',
    });
    expect(readOwnersFile('', 'OWNERS').ownerOf({ method: 'GET', host: 'a', template: '/' })).toBeUndefined();
  });

  test.each([
    ['https://api.example/x team', /OWNERS:1: .*without the scheme/],
    [`/x ${'t'.repeat(201)}`, /OWNERS:1: owner of more/],
  ])('%s is refused with its line', (text, detail) => {
    expect(() => readOwnersFile(text, 'OWNERS')).toThrow(CodedError);
    expect(() => readOwnersFile(text, 'OWNERS')).toThrow(detail);
  });
});
