import { z } from 'zod';
import {
  AUTH_SCHEMES,
  CHANGE_EFFECTS,
  CHANGE_KINDS,
  ENDPOINT_CLASSES,
  PROTOCOLS,
  SPECIFICATION_FORMATS,
  type ChangeRecord as ModelChange,
  type OperationContract as ModelContract,
} from '../../model/index.ts';
import type { Orphan as InventoryOrphan } from '../../inventory/index.ts';
import {
  COMPARISON_STATES,
  type Comparison as ModelComparison,
  type OperationDifference as ModelOperationDifference,
} from '../../specifications/index.ts';
import { count, instant, named } from './base.ts';
import { FieldStats } from './model.ts';
import { ApiRow, EndpointRow } from './rows.ts';

/** Specifications, what differs from them, and the inventory's log. */

const Operation = z.object({ protocol: z.enum(PROTOCOLS), name: z.string() });
const place = {
  method: z.string(),
  host: z.string().exactOptional(),
  template: z.string(),
  operation: Operation.exactOptional(),
};

export const Difference = named(
  'Difference',
  z.object({ rule: z.string(), effect: z.enum(CHANGE_EFFECTS), at: z.string(), statement: z.string() }),
);

export const OperationContract = named(
  'OperationContract',
  z.object({
    ...place,
    name: z.string().exactOptional(),
    deprecated: z.literal(true).exactOptional(),
    sunset: instant.exactOptional(),
    fields: z.array(
      z.object({
        place: z.enum(['path', 'query', 'header', 'cookie', 'request', 'response']),
        status: z.string().exactOptional(),
        name: z.string(),
        types: z.array(z.string()),
        format: z.string().exactOptional(),
        enum: z.array(z.string()).exactOptional(),
        required: z.boolean(),
        open: z.literal(true).exactOptional(),
      }),
    ),
    statuses: z.array(z.string()),
    security: z.object({ required: z.boolean(), schemes: z.array(z.enum(AUTH_SCHEMES)) }).exactOptional(),
    partial: z.literal(true).exactOptional(),
  }),
) satisfies z.ZodType<ModelContract>;

const Server = z.object({ host: z.string().exactOptional(), basePath: z.string() });

export const SpecificationRow = named(
  'SpecificationRow',
  z.object({
    id: z.string(),
    family: z.string(),
    title: z.string(),
    version: z.string(),
    format: z.enum(SPECIFICATION_FORMATS),
    file: z.string(),
    sha256: z.string(),
    importedAt: instant,
    owner: z.string().nullable(),
    servers: z.array(Server),
    operations: count,
    problems: z.array(z.string()),
  }),
);

export const SpecificationDetail = named(
  'SpecificationDetail',
  z.object({
    specification: SpecificationRow,
    operations: z.array(OperationContract.omit({ fields: true, partial: true })),
  }),
);

const Binding = z.object({ host: z.string(), basePath: z.string(), because: z.string() });

export const Comparison = named(
  'Comparison',
  z.object({
    specification: z.object({
      id: z.string(),
      title: z.string(),
      version: z.string(),
      format: z.enum(SPECIFICATION_FORMATS),
    }),
    bindings: z.array(Binding),
    counts: z.object({ documented: count, undocumented: count, 'never-called': count, differing: count }),
    rows: z.array(
      z.object({
        ...place,
        state: z.enum(COMPARISON_STATES),
        name: z.string().exactOptional(),
        endpoint: z.string().exactOptional(),
        seenAs: z.string().exactOptional(),
        requests: count,
        lastSeen: instant.exactOptional(),
        deprecated: z.literal(true).exactOptional(),
        because: z.string(),
        differences: z.array(Difference),
      }),
    ),
  }),
) satisfies z.ZodType<ModelComparison>;

export const OperationDifference = named(
  'OperationDifference',
  z.object({ ...place, differences: z.array(Difference) }),
) satisfies z.ZodType<ModelOperationDifference>;

export const EndpointDifference = named('EndpointDifference', OperationDifference.extend({ endpoint: z.string() }));

export const EffectCounts = named('EffectCounts', z.object({ breaking: count, risky: count, compatible: count }));

/** An operation as documented; what was seen of it stands beside, and what differs. */
export const DocumentedBeside = named(
  'DocumentedBeside',
  z.object({
    specification: z.object({ id: z.string(), title: z.string(), version: z.string() }),
    documented: OperationContract,
    basePath: z.string(),
    because: z.string(),
    how: z.enum(['same', 'covers', 'covered', 'field']),
    differences: z.array(Difference),
  }),
);

export const Orphan = named(
  'Orphan',
  z.object({
    ...place,
    specification: z.string(),
    name: z.string().exactOptional(),
    classification: z.object({ class: z.enum(ENDPOINT_CLASSES), rule: z.string(), because: z.array(z.string()) }),
  }),
) satisfies z.ZodType<InventoryOrphan>;

export const ChangeRecord = named(
  'ChangeRecord',
  z.object({
    id: z.string(),
    at: instant,
    kind: z.enum(CHANGE_KINDS),
    endpoint: z.string(),
    method: z.string(),
    host: z.string(),
    template: z.string(),
    operation: Operation.exactOptional(),
    into: z.string().exactOptional(),
    differences: z.array(Difference),
    more: count.exactOptional(),
  }),
) satisfies z.ZodType<ModelChange>;

export const DataClassRow = named(
  'DataClassRow',
  z.object({
    name: z.string(),
    endpoints: count,
    /** Of those, how many answer without sign-in. */
    unauthenticated: count,
    requests: count,
    fields: count,
  }),
);

export const DataClassPlace = named(
  'DataClassPlace',
  z.object({ id: z.string(), endpoint: EndpointRow, fields: z.array(FieldStats), more: count }),
);

/** `unspecified`: no specification speaks of its host and base path. */
export const ApiCoverage = named(
  'ApiCoverage',
  z.object({
    api: ApiRow,
    specifications: z.array(z.object({ id: z.string(), title: z.string(), version: z.string() })),
    rows: z.array(
      z.object({
        ...place,
        state: z.enum([...COMPARISON_STATES, 'unspecified']),
        /** Id of the endpoint; absent where nothing was seen. */
        endpoint: z.string().exactOptional(),
        /** Id of the specification that has it. */
        specification: z.string().exactOptional(),
        requests: count,
        lastSeen: instant.exactOptional(),
        differences: z.array(Difference),
      }),
    ),
  }),
);
