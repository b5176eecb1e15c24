import type { AuthScheme, OperationContract } from '../../model/index.ts';
import { isRecord, type Plain, type ReferenceResolver } from './flat-schema.ts';
import type { Problems } from './problems.ts';

export interface SecurityReader {
  of(operation: Plain, place: string, problems: Problems): OperationContract['security'];
}

/** What an operation demands: its own `security`, else the document's. An empty requirement among them makes it optional. */
export function createSecurityReader(document: Plain, resolve: ReferenceResolver): SecurityReader {
  const components = isRecord(document['components']) ? document['components'] : {};
  const schemes = isRecord(components['securitySchemes']) ? components['securitySchemes'] : {};
  return {
    of(operation, place, problems) {
      const given = operation['security'] ?? document['security'];
      if (!Array.isArray(given)) return undefined;
      const found = new Set<AuthScheme>();
      let optional = given.length === 0;
      for (const requirement of given as unknown[]) {
        const names = isRecord(requirement) ? Object.keys(requirement) : [];
        if (names.length === 0) optional = true;
        for (const name of names) {
          const scheme = schemes[name];
          const kind = schemeOf(
            isRecord(scheme) && typeof scheme['$ref'] === 'string' ? resolve(scheme['$ref']) : scheme,
          );
          if (kind === undefined) problems.add(place, `security scheme "${name}" is not described`);
          found.add(kind ?? 'other');
        }
      }
      return { required: !optional, schemes: [...found].toSorted() };
    },
  };
}

function schemeOf(scheme: unknown): AuthScheme | undefined {
  if (!isRecord(scheme)) return undefined;
  switch (scheme['type']) {
    case 'http': {
      const name = typeof scheme['scheme'] === 'string' ? scheme['scheme'].toLowerCase() : '';
      return name === 'basic' ? 'basic' : name === 'bearer' ? 'bearer' : 'other';
    }
    case 'apiKey':
      return scheme['in'] === 'cookie' ? 'cookie' : 'api-key';
    case 'oauth2':
    case 'openIdConnect':
      return 'bearer';
    case 'mutualTLS':
      return 'mtls';
    default:
      return 'other';
  }
}
