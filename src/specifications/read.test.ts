import { create, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CodedError, LIMITS, type ContractField } from '../model/index.ts';
import { parseSpecification } from './documents/parse.ts';
import { readSpecification } from './read.ts';

const parse = (text: string, file = 'api.yaml') => parseSpecification(file, Buffer.from(text));
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'read',
    (error: unknown) => (error instanceof CodedError ? error.code : `not coded: ${String(error)}`),
  );
const field = (fields: readonly ContractField[], place: string, name: string): ContractField | undefined =>
  fields.find((one) => one.place === place && one.name === name);

const HERD = `
openapi: 3.0.3
info: {title: Herd API v2, version: 2.1.0, contact: {name: Barn team}}
servers: [{url: "https://{farm}.herd.example/v2", variables: {farm: {default: home}}}, {url: /inner}]
security: [{key: []}]
paths:
  /animals:
    get:
      operationId: listAnimals
      parameters:
        - {name: page, in: query, schema: {type: integer}}
        - {name: X-Trace, in: header, required: true, schema: {type: string}}
        - {name: Authorization, in: header, schema: {type: string}}
      responses:
        "200": {description: ok, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Animal'}}}}}
    post:
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Animal'}}}}
      responses: {"201": {description: made}, "202": {description: later}}
  /animals/{animalId}:
    parameters: [{name: animalId, in: path, required: true, schema: {type: string, format: uuid}}]
    delete: {deprecated: true, x-sunset: "2026-01-01", security: [], responses: {"204": {description: gone}}}
    get: {responses: {"200": {$ref: 'https://elsewhere.example/x.yaml#/x'}}}
  /bad: 5
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Animal:
      type: object
      required: [id, name]
      properties:
        id: {type: string, readOnly: true}
        name: {type: string, nullable: true}
        kind: {type: string, enum: [cow, hen]}
        weights: {type: object, additionalProperties: {type: number}}
        parent: {$ref: '#/components/schemas/Animal'}
        keeper: {oneOf: [{type: object, required: [a], properties: {a: {type: string}}}, {type: object, properties: {b: {type: integer}}}]}
`;

describe('OpenAPI', () => {
  test('operations, fields, security, servers; what is wrong is told and the rest read', async () => {
    const { operations, problems, ...document } = await parse(HERD);
    expect(document).toMatchObject({
      format: 'openapi-3.0',
      title: 'Herd API v2',
      version: '2.1.0',
      owner: 'Barn team',
    });
    expect(document.servers).toEqual([{ host: '*.herd.example', basePath: '/v2' }, { basePath: '/inner' }]);
    expect(operations.map(({ method, template }) => `${method} ${template}`)).toEqual([
      'GET /animals',
      'POST /animals',
      'GET /animals/{animalId}',
      'DELETE /animals/{animalId}',
    ]);
    const [list, make, read, remove] = operations;
    expect(list?.security).toEqual({ required: true, schemes: ['api-key'] });
    expect(remove).toMatchObject({ deprecated: true, sunset: Date.UTC(2026, 0, 1), security: { required: false } });
    expect(make?.statuses).toEqual(['201', '202']);
    expect(list?.fields.filter(({ place }) => place !== 'response')).toEqual([
      { place: 'query', name: 'page', types: ['integer'], required: false },
      { place: 'header', name: 'x-trace', types: ['string'], required: true },
    ]);
    const answer = list?.fields ?? [];
    expect(field(answer, 'response', '$[].name')).toMatchObject({ types: ['null', 'string'], required: true });
    expect(field(answer, 'response', '$[].weights{}')).toMatchObject({ types: ['number'] });
    expect(field(answer, 'response', '$[].parent')).toMatchObject({ open: true });
    expect(field(answer, 'response', '$[].keeper.a')).toMatchObject({ required: false });
    expect(field(make?.fields ?? [], 'request', '$.id')).toBeUndefined();
    expect(read?.fields).toEqual([
      { place: 'path', name: 'animalId', types: ['string'], required: true, format: 'uuid' },
    ]);
    expect(problems.join('\n')).toMatch(/elsewhere\.example.*not fetched/);
    expect(problems.join('\n')).toMatch(/paths\.\/bad: is no path item/);
  });

  test('OpenAPI 2, and JSON', async () => {
    const swagger = {
      swagger: '2.0',
      info: { title: 'Old', version: '1' },
      host: 'api.old.example:8080',
      basePath: '/v1',
      schemes: ['http'],
      securityDefinitions: { b: { type: 'basic' } },
      paths: {
        '/x/{id}': {
          put: {
            security: [{ b: [] }, {}],
            parameters: [
              { in: 'path', name: 'id', type: 'integer', required: true },
              {
                in: 'body',
                name: 'body',
                schema: { type: 'object', required: ['q'], properties: { q: { type: 'string' } } },
              },
            ],
            responses: { 200: { description: 'ok', schema: { $ref: '#/definitions/X' } } },
          },
        },
      },
      definitions: { X: { type: 'object', properties: { x: { $ref: '#/definitions/X' } } } },
    };
    const read = await parse(JSON.stringify(swagger), 'old.json');
    expect(read).toMatchObject({ format: 'openapi-2', servers: [{ host: 'api.old.example:8080', basePath: '/v1' }] });
    expect(read.operations[0]).toMatchObject({
      method: 'PUT',
      template: '/x/{id}',
      security: { required: false, schemes: ['basic'] },
    });
    expect(field(read.operations[0]?.fields ?? [], 'request', '$.q')).toMatchObject({ required: true });
  });

  test('what is contradictory', async () => {
    const read = await parse(
      'openapi: 3.1.0\ninfo: {title: t, version: "1"}\npaths:\n  /a:\n    get: {responses: {"200": {description: d, content: {application/json: {schema: {allOf: [{type: string}, {type: integer}, {$ref: "#/nowhere"}]}}}}}}\n  /a:\n    get: {}\n',
    );
    expect(read.problems.join('\n')).toMatch(/line 6, column 3: Map keys must be unique/);
    const inside = {
      type: 'object',
      properties: {
        a: { allOf: [{ enum: ['x'] }, { enum: ['y'] }] },
        b: { allOf: [{ type: 'integer' }, { type: 'number' }, { enum: [1, 2] }] },
      },
    };
    const half = await parse(
      JSON.stringify({
        openapi: '3.1.0',
        info: { title: 't', version: '1' },
        paths: {
          '/a': { put: { requestBody: { content: { 'application/json': { schema: inside } } }, responses: {} } },
        },
      }),
    );
    expect(half.problems.filter((problem) => problem.includes('no value'))).toEqual([
      expect.stringMatching(/paths\.\/a\.put: request \$\.a: no value can be valid/),
    ]);
    const [, a, b] = half.operations[0]?.fields ?? [];
    expect([a?.enum, b]).toMatchObject([undefined, { name: '$.b', types: ['integer'], enum: ['1', '2'] }]);
    const loop =
      'openapi: 3.1.0\ninfo: {title: t, version: "1"}\npaths: {/a: {$ref: "#/paths/~1b"}, /b: {$ref: "#/paths/~1a"}, /c: {get: {responses: {"200": {description: d}}}}}\n';
    const looped = await parse(loop);
    expect(looped.operations.map(({ template }) => template)).toEqual(['/c']);
    expect(looped.problems.join('\n')).toMatch(/points at itself/);
  });
});

test('GraphQL: schema text and introspection say the same', async () => {
  const text =
    '"""Herd"""\nschema { query: Q mutation: M }\ntype Q { cow(id: ID!, f: F): ID @deprecated(reason: "x") cows(first: Int! = 3): [ID!]! }\ntype M { milk(input: F!): ID }\ninput F { a: String! b: [F!] }\n';
  const [fromText, asked] = [
    await parse(text, 'x.txt'),
    await parse(JSON.stringify({ data: introspectionFromSchema(buildSchema(text)) }), 'x.json'),
  ];
  expect(fromText.operations).toEqual(asked.operations);
  expect(fromText.operations.map(({ operation }) => operation?.name)).toEqual([
    'query:cow',
    'query:cows',
    'mutation:milk',
  ]);
  const [cow, cows, milk] = fromText.operations;
  expect(cow).toMatchObject({ deprecated: true });
  expect(field(cows?.fields ?? [], 'request', '$.first')).toMatchObject({ types: ['integer'], required: false });
  expect(field(milk?.fields ?? [], 'request', '$.input.b[]')).toMatchObject({ open: true });
});

test('WSDL 1.1', async () => {
  const file = path.join(import.meta.dirname, 'documents/samples/milk.wsdl');
  const read = await parseSpecification('milk.wsdl', readFileSync(file));
  expect(read).toMatchObject({
    format: 'wsdl',
    title: 'Milk',
    version: 'v3',
    servers: [{ host: 'milk.example:8080' }],
  });
  const [get] = read.operations;
  expect(get).toMatchObject({ template: '/soap/milk', operation: { protocol: 'soap', name: 'GetMilk' } });
  expect(field(get?.fields ?? [], 'request', '$.cow')).toMatchObject({ types: ['integer'], required: true });
  expect(field(get?.fields ?? [], 'request', '$.when')).toMatchObject({ format: 'date', required: false });
  expect(field(get?.fields ?? [], 'response', '$.r')).toMatchObject({ open: true });
});

const DESCRIPTORS = toBinary(
  FileDescriptorSetSchema,
  create(FileDescriptorSetSchema, {
    file: [
      {
        name: 'barn.proto',
        package: 'barn.v1',
        syntax: 'proto3',
        messageType: [
          {
            name: 'Hay',
            field: [
              { name: 'bale_count', number: 1, type: 5, label: 1, jsonName: 'baleCount' },
              { name: 'more', number: 2, type: 11, label: 3, typeName: '.barn.v1.Hay', jsonName: 'more' },
            ],
          },
        ],
        service: [
          {
            name: 'Barn',
            method: [
              { name: 'Feed', inputType: '.barn.v1.Hay', outputType: '.barn.v1.Hay', options: { deprecated: true } },
            ],
          },
        ],
      },
    ],
  }),
);

test('protobuf descriptor set', async () => {
  const read = await parseSpecification('barn.binpb', DESCRIPTORS);
  expect(read).toMatchObject({ format: 'protobuf', title: 'barn.v1', version: 'v1' });
  const [feed] = read.operations;
  expect(feed).toMatchObject({
    method: 'POST',
    template: '/barn.v1.Barn/Feed',
    operation: { protocol: 'grpc', name: 'barn.v1.Barn/Feed' },
    deprecated: true,
  });
  expect(field(feed?.fields ?? [], 'request', '$.baleCount')).toMatchObject({ types: ['integer'] });
  expect(field(feed?.fields ?? [], 'request', '$.more[]')).toMatchObject({ open: true });
});

describe('bad input', () => {
  const lines = Array.from({ length: 8 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(',')}]`);
  const bomb = `a0: &a0 [x]\n${lines.join('\n')}\nopenapi: 3.0.0\npaths: {/a: {get: {x: *a8}}}\n`;
  const cases: readonly (readonly [string, string, string, RegExp])[] = [
    ['empty', '', 'SP4102', /no OpenAPI/],
    ['another YAML', 'name: x\n', 'SP4102', /no OpenAPI/],
    ['broken YAML', 'openapi: 3.0.0\npaths: [\n', 'SP4101', /line 3, column 1/],
    ['YAML bomb', bomb, 'SP4103', /aliases/],
    ['broken GraphQL', 'type Query {\n  a: \n}', 'SP4101', /line 3, column 1/],
    ['broken XML', '<definitions><a></definitions>', 'SP4101', /line 1, column \d+/],
    ['another XML', '<html></html>', 'SP4102', /no OpenAPI/],
    ['WSDL 2', '<description/>', 'SP4102', /WSDL 2/],
    ['deep XML', '<a>'.repeat(100_000), 'SP4101', /too deep/],
    ['deep JSON', `{"openapi":"3.0.0","x":${'['.repeat(20_000)}`, 'SP4103', /deep/],
    ['binary rubbish', '\u0000\u0001\u0002\u0003', 'SP4102', /descriptor/],
  ];
  test.each(cases)('%s', async (_, text, code, detail) => {
    const error = await parse(text, 'x').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CodedError);
    expect((error as CodedError).code).toBe(code);
    expect((error as CodedError).detail).toMatch(detail);
  });

  test('anything gives a document or a coded error', async () => {
    let read = 0;
    const samples = [HERD, 'type Query { a(b: Int): ID }', '<definitions><service/></definitions>'];
    const mutated = fc
      .tuple(fc.constantFrom(...samples), fc.nat(), fc.string({ maxLength: 8 }))
      .map(([text, at, put]) => {
        const place = at % text.length;
        return Buffer.from(text.slice(0, place) + put + text.slice(place + put.length));
      });
    const bytes = fc.uint8Array({ maxLength: 300 });
    const cutDescriptors = fc.nat(DESCRIPTORS.length).map((length) => DESCRIPTORS.slice(0, length));
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated, bytes, cutDescriptors), async (given) => {
        read++;
        expect(await codeOf(parseSpecification('x', given))).toMatch(/^(read|SP410[123])$/);
      }),
      { numRuns: 150 },
    );
    expect(read).toBeGreaterThanOrEqual(150);
  });

  test('fields are bounded and the cut is told', async () => {
    const properties = Array.from({ length: LIMITS.fieldsPerEndpoint + 10 }, (_, n) => `p${n}: {type: string}`).join(
      ', ',
    );
    const read = await parse(
      `openapi: 3.1.0\ninfo: {title: t, version: "1"}\npaths: {/a: {get: {responses: {"200": {description: d, content: {application/json: {schema: {type: object, properties: {${properties}}}}}}}}}}\n`,
    );
    expect(read.operations[0]?.partial).toBe(true);
    expect(read.operations[0]?.fields).toHaveLength(LIMITS.fieldsPerEndpoint);
    expect(read.problems.join()).toMatch(/more fields than are read/);
  });
});

test('in a thread of its own: identity by content, hosts as given, coded errors come through', async () => {
  const source = { file: 'herd.yaml', bytes: Buffer.from(HERD), importedAt: 7 };
  const read = await readSpecification(source);
  expect(read).toMatchObject({ family: 'openapi:herd-api', file: 'herd.yaml', importedAt: 7 });
  expect(read.id).toMatch(/^S-[0-9a-f]{10}$/);
  const hosted = await readSpecification({ ...source, hosts: ['Inner:8080'] });
  expect(hosted.id).toBe(read.id);
  expect(hosted.servers).toEqual([
    { host: 'inner:8080', basePath: '/v2' },
    { host: 'inner:8080', basePath: '/inner' },
  ]);
  expect(await codeOf(readSpecification({ ...source, bytes: Buffer.from('hello: [') }))).toBe('SP4101');
  const large = new Uint8Array(LIMITS.specificationBytes + 1);
  expect(await codeOf(readSpecification({ ...source, bytes: large }))).toBe('SP4103');
});
