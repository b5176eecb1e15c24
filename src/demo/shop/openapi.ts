import { z } from 'zod';
import type { Route } from './http.ts';

const TARGET = { target: 'openapi-3.0', unrepresentable: 'any', io: 'input' } as const;

/** The shop's own OpenAPI 3.0 document, made of the documented routes. */
export function openApiDocument(routes: readonly Route[]): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    if (!route.documented) continue;
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.0.3',
    info: { title: 'Demo shop', version: '1.4.0', description: 'A shop of invented goods.' },
    paths,
    components: {
      securitySchemes: {
        customer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        partner: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
      },
    },
  };
}

function operation(route: Route) {
  const security = {
    anyone: undefined,
    user: [{ customer: [] }],
    admin: [{ customer: [] }],
    partner: [{ partner: [] }],
  }[route.access];
  const answer = route.answer && { content: { 'application/json': { schema: z.toJSONSchema(route.answer, TARGET) } } };
  return {
    summary: route.summary,
    parameters: [...pathParameters(route.path), ...queryParameters(route)],
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: z.toJSONSchema(route.body, TARGET) } } },
    }),
    responses: {
      [route.status]: { description: route.summary, ...answer },
      default: { description: 'An error with code and message' },
    },
    ...(security && { security }),
  };
}

function pathParameters(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: Route) {
  const schema = query && z.toJSONSchema(query, TARGET);
  const required = new Set(schema?.required);
  return Object.entries(schema?.properties ?? {}).map(([name, type]) => ({
    name,
    in: 'query',
    required: required.has(name),
    schema: type,
  }));
}
