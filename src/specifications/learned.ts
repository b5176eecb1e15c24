import type { AuthScheme, ContractField, Endpoint, OperationContract } from '../model/index.ts';

/** What traffic says an endpoint does, in the form of a contract. Required: present whenever its surrounding was seen. */
export function learnedContract(endpoint: Endpoint): OperationContract {
  const security = learnedSecurity(endpoint);
  return {
    method: endpoint.method,
    host: endpoint.host,
    template: endpoint.template,
    ...(endpoint.operation !== undefined && { operation: endpoint.operation }),
    fields: endpoint.fields.map((field): ContractField => ({
      place: field.place,
      ...(field.status !== undefined && { status: field.status }),
      name: field.name,
      types: Object.keys(field.types).toSorted(),
      required: field.outOf > 0 && field.present >= field.outOf,
      ...(field.format !== undefined && { format: field.format }),
      ...(field.enum !== undefined && { enum: field.enum }),
    })),
    statuses: Object.keys(endpoint.statuses)
      .filter((status) => /^[1-5]\d\d$/.test(status))
      .toSorted(),
    ...(security !== undefined && { security }),
  };
}

/** Judged by accepted requests: what an endpoint demands shows in what it lets in. Nothing accepted says nothing. */
function learnedSecurity({ auth }: Endpoint): OperationContract['security'] {
  const accepted = auth.filter((use) => use.accepted > 0);
  if (accepted.length === 0) return undefined;
  const schemes = new Set<AuthScheme>(accepted.map(({ scheme }) => scheme).filter((scheme) => scheme !== 'none'));
  return { required: accepted.every(({ scheme }) => scheme !== 'none'), schemes: [...schemes].toSorted() };
}
