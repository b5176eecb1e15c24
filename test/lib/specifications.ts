/** OpenAPI of the small upstream as its author might have written it; `total` is wrong in the first version. */
export function orderSpecification(server: string, version: '1.0' | '2.0'): string {
  const isNew = version === '2.0';
  return `openapi: 3.0.3
info: { title: Orders, version: '${version}', contact: { name: order desk } }
servers: [{ url: '${server}' }]
paths:
  /orders/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200':
          description: an order
          content:
            application/json:
              schema:
                type: object
                required: [id]
                properties: { id: { type: integer }, total: { type: ${isNew ? 'number' : 'string'} }, email: { type: string } }
${isNew ? '' : "  /search: { get: { parameters: [{ name: q, in: query, schema: { type: string } }], responses: { '200': { description: hits } } } }\n"}  /refunds: { get: { responses: { '200': { description: refunds } } } }
`;
}

const document = (paths: string, more = ''): string =>
  `openapi: 3.1.0\ninfo: { title: Odd, version: '1' }\npaths:\n  /fine: { get: { responses: { '200': { description: ok } } } }\n${paths}${more}`;

const answer = (schema: string): string =>
  `{ get: { responses: { '200': { description: ok, content: { application/json: { schema: ${schema} } } } } } }`;

/** Aliases that unfold to 9 to the eleventh power. */
const bomb = (): string => {
  const lines = Array.from({ length: 10 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(',')}]`);
  return `a0: &a0 [x]\n${lines.join('\n')}\nopenapi: 3.0.0\ninfo: { title: B, version: '1' }\npaths: { /a: { get: { x: *a10 } } }\n`;
};

/** Documents of which something is wrong and the rest can be read: text, and what must be said of it. */
export const ODD_SPECIFICATIONS = (
  remote: string,
): readonly (readonly [name: string, text: string, said: RegExp])[] => [
  [
    'circular.yaml',
    document(
      `  /loop: ${answer("{ $ref: '#/components/schemas/Node' }")}\n  /self: ${answer("{ $ref: '#/components/schemas/Self' }")}\n`,
      "components: { schemas: { Node: { type: object, properties: { next: { $ref: '#/components/schemas/Node' } } }, Self: { $ref: '#/components/schemas/Self' } } }\n",
    ),
    /points at itself/,
  ],
  ['remote.yaml', document(`  /far: ${answer(`{ $ref: '${remote}/schema.yaml#/Far' }`)}\n`), /not fetched/],
  [
    'contradictory.yaml',
    document(`  /none: ${answer('{ allOf: [{ type: string }, { type: object, properties: { a: {} } }] }')}\n`),
    /paths\.\/none\.get: response 2xx \$: no value can be valid/,
  ],
  ['broken-part.yaml', document('  /broken: 5\n'), /paths\.\/broken: is no path item/],
];

/** Files that give nothing, and the code that says so. */
export const UNUSABLE_SPECIFICATIONS: readonly (readonly [name: string, content: string | Buffer, code: string])[] = [
  ['bomb.yaml', bomb(), 'SP4103'],
  ['empty.yaml', '', 'SP4102'],
  ['damaged.yaml', 'openapi: 3.0.0\npaths: [\n', 'SP4101'],
  ['other.yaml', 'name: pears\n', 'SP4102'],
  ['bytes.bin', Buffer.from(Array.from({ length: 512 }, (_, n) => n % 256)), 'SP4102'],
];
