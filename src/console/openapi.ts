import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema } from 'fastify';
import Fastify from 'fastify';
import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
  createSerializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { ROUTES } from './contract.ts';
import type { RouteContract } from './contract/route.ts';
import { registry } from './schemas/base.ts';
import { Problem } from './schemas/views.ts';

export const API_PREFIX = '/api/v1';

/** Teaches a server to read the contract's schemas and to describe itself by them. */
export const describeApi = async (app: FastifyInstance, version: string): Promise<void> => {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(createSerializerCompiler());
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Sallyport management API', version, description: 'What the console and the command line use.' },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'sallyport-session' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: createJsonSchemaTransform({ schemaRegistry: registry }),
    transformObject: (document) =>
      withoutUnused(createJsonSchemaTransformObject({ schemaRegistry: registry })(document)),
  });
};

/** Every named schema comes in an input and an output variant; those that nothing points at only make noise. */
const withoutUnused = <D>(document: D & { components?: { schemas?: Record<string, unknown> } }): D => {
  const all = document.components?.schemas ?? {};
  const used = new Set<string>();
  const visit = (text: string): void => {
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (name === undefined || used.has(name)) continue;
      used.add(name);
      visit(JSON.stringify(all[name] ?? {}));
    }
  };
  visit(JSON.stringify({ ...document, components: {} }));
  const schemas = Object.fromEntries(Object.entries(all).filter(([name]) => used.has(name)));
  return { ...document, components: { ...document.components, schemas } };
};

const success = (route: RouteContract): FastifySchema['response'] => {
  if (route.answer !== undefined) return { 200: route.answer };
  if (route.events === undefined) return {};
  return { 200: { description: 'Server-sent events', content: { 'text/event-stream': { schema: route.events } } } };
};

/** The schema under which a route of the contract is registered. */
export const schemaOf = (id: string, route: RouteContract): FastifySchema => ({
  operationId: id,
  summary: route.summary,
  tags: [route.tag],
  security: route.access === 'public' ? [] : [{ session: [] }, { token: [] }],
  ...(route.params === undefined ? {} : { params: route.params }),
  ...(route.query === undefined ? {} : { querystring: route.query }),
  ...(route.body === undefined ? {} : { body: route.body }),
  response: { ...(success(route) as object), '4xx': Problem, '5xx': Problem },
});

/** The OpenAPI 3.1 document of the contract, made without starting anything. */
export const openApiDocument = async (version: string): Promise<ReturnType<FastifyInstance['swagger']>> => {
  const app = Fastify();
  await describeApi(app, version);
  for (const [id, route] of Object.entries(ROUTES)) {
    app.route({
      method: route.method,
      url: API_PREFIX + route.path,
      schema: schemaOf(id, route),
      handler: () => undefined,
    });
  }
  await app.ready();
  const document = app.swagger();
  await app.close();
  return document;
};
