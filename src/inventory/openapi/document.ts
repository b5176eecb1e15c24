import type { Api, Endpoint } from '../../model/index.ts';
import { operationOf, type OpenApiOperation } from './operation.ts';
import { placesOf, tagOf } from './paths.ts';
import { schemeNames, type SecurityScheme } from './security.ts';

/** An OpenAPI 3.1 document, as far as it is written here. JSON-ready. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags?: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: { readonly securitySchemes: Readonly<Record<string, SecurityScheme['scheme']>> };
}

/**
 * One valid document for an API, from what its endpoints were seen to do. The same endpoints give the same text; the order
 * of the input does not matter.
 */
export function toOpenApi(api: Api, endpoints: readonly Endpoint[]): OpenApiDocument {
  const paths = new Map<string, Record<string, OpenApiOperation>>();
  const schemes = schemeNames();
  const operationIds = new Set<string>();
  const tags = new Set<string>();
  for (const place of placesOf(api, endpoints)) {
    const operation = operationOf(place, schemes, operationIds);
    paths.set(place.path, { ...paths.get(place.path), [place.method]: operation });
    const tag = tagOf(place.path);
    if (tag !== undefined) tags.add(tag);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `${api.host}${api.basePath}`,
      version: /\/v?(\d[\w.]*)$/i.exec(api.basePath)?.[1] ?? '1',
      description: 'Learned from observed traffic. Required means present in every observation so far.',
    },
    servers: [{ url: serverUrl(api) }],
    ...(tags.size > 0 && {
      tags: [...tags].toSorted().map((name) => ({ name, description: `Operations on ${name}.` })),
    }),
    paths: Object.fromEntries(paths),
    components: { securitySchemes: schemes.all() },
  };
}

/** The Host header is the client's word: where it is no name of a host, the document names none. */
function serverUrl({ host, basePath }: Api): string {
  const url = `https://${host}${basePath}`.replace(/\/+$/, '');
  return /^[\w.:[\]-]+$/.test(host) && URL.canParse(url) && !/[{}]/.test(url)
    ? url
    : basePath.replace(/[{}]/g, '') || '/';
}
