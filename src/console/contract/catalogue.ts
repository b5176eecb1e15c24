import { z } from 'zod';
import { CHANGE_KINDS, LIMITS } from '../../model/index.ts';
import { identifier, pageOf, queryLimit, queryListOf, queryNumber, reason, shortText } from '../schemas/base.ts';
import * as view from '../schemas/catalogue.ts';
import { EndpointRow } from '../schemas/views.ts';
import { byId } from './inputs.ts';
import type { RouteContract } from './route.ts';

const dayText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'give a day as YYYY-MM-DD');

/** Specifications, what differs from them, owners, and the inventory's log. */
export const CATALOGUE_ROUTES = {
  specifications: {
    method: 'GET',
    path: '/specifications',
    summary: 'Imported specifications, newest first',
    tag: 'catalogue',
    access: 'viewer',
    answer: z.object({ rows: z.array(view.SpecificationRow) }),
  },
  specification: {
    method: 'GET',
    path: '/specifications/:id',
    summary: 'One specification: servers, operations without their fields, what could not be read',
    tag: 'catalogue',
    access: 'viewer',
    params: byId,
    answer: view.SpecificationDetail,
  },
  importSpecification: {
    method: 'POST',
    path: '/specifications',
    summary:
      'Import OpenAPI 2, 3.0 or 3.1, a GraphQL schema or introspection answer, WSDL 1.1 or a protobuf descriptor set',
    tag: 'catalogue',
    access: 'analyst',
    bodyBytes: LIMITS.specificationUploadBytes,
    body: z.strictObject({
      file: z.string().trim().min(1).max(200),
      /** Text as it is; binary descriptor sets in base64. */
      content: z.string().min(1),
      encoding: z.enum(['text', 'base64']).default('text'),
      hosts: z.array(z.string().trim().min(1).max(253)).max(50).default([]),
    }),
    answer: view.SpecificationRow,
  },
  removeSpecification: {
    method: 'DELETE',
    path: '/specifications/:id',
    summary: 'Forget a specification; what was classified by it is classified anew',
    tag: 'catalogue',
    access: 'analyst',
    params: byId,
    answer: view.SpecificationRow,
  },
  compareSpecification: {
    method: 'GET',
    path: '/specifications/:id/compare',
    summary: 'A specification beside the traffic: documented and seen, undocumented, never called, with what differs',
    tag: 'catalogue',
    access: 'viewer',
    params: byId,
    answer: view.Comparison,
  },
  diffSpecifications: {
    method: 'GET',
    path: '/specifications/:id/diff/:to',
    summary: 'What changed from one specification to another, and what of it breaks clients',
    tag: 'catalogue',
    access: 'viewer',
    params: byId.extend({ to: identifier }),
    answer: z.object({ rows: z.array(view.OperationDifference), counts: view.EffectCounts }),
  },
  documented: {
    method: 'GET',
    path: '/endpoints/:id/documented',
    summary: 'An endpoint as documented and as seen, field by field, in each specification that has it',
    tag: 'catalogue',
    access: 'viewer',
    params: byId,
    answer: z.object({ seen: view.OperationContract, rows: z.array(view.DocumentedBeside) }),
  },
  setOwner: {
    method: 'PUT',
    path: '/endpoints/:id/owner',
    summary: 'Name the owner of an endpoint by hand, before all other rules; null goes back to them',
    tag: 'catalogue',
    access: 'analyst',
    params: byId,
    body: z.strictObject({ owner: z.string().trim().min(1).max(200).nullable(), reason }),
    answer: EndpointRow,
  },
  dataClasses: {
    method: 'GET',
    path: '/data-classes',
    summary: 'Classes of data that the API handles, with the endpoints and fields each was seen in',
    tag: 'catalogue',
    access: 'viewer',
    answer: z.object({ rows: z.array(view.DataClassRow) }),
  },
  dataClass: {
    method: 'GET',
    path: '/data-classes/:id',
    summary: 'One class of data: the endpoints it was seen at and in which of their fields',
    tag: 'catalogue',
    access: 'viewer',
    params: byId,
    query: z.strictObject({ limit: queryLimit, after: shortText.exactOptional() }),
    answer: pageOf(view.DataClassPlace),
  },
  coverage: {
    method: 'GET',
    path: '/apis/:id/coverage',
    summary:
      'One API beside its specifications: each endpoint with what documents it and what differs, and what was never called',
    tag: 'catalogue',
    access: 'viewer',
    params: byId,
    answer: view.ApiCoverage,
  },
  orphans: {
    method: 'GET',
    path: '/orphans',
    summary: 'Operations that are documented and were never called',
    tag: 'catalogue',
    access: 'viewer',
    answer: z.object({ rows: z.array(view.Orphan) }),
  },
  changes: {
    method: 'GET',
    path: '/changes',
    summary: "The inventory's log, newest first; it is kept for ever",
    tag: 'catalogue',
    access: 'viewer',
    query: z.strictObject({
      endpoint: identifier.exactOptional(),
      kind: queryListOf(CHANGE_KINDS).exactOptional(),
      since: queryNumber.exactOptional(),
      before: queryNumber.exactOptional(),
      limit: queryLimit,
      after: shortText.exactOptional(),
    }),
    answer: pageOf(view.ChangeRecord),
  },
  inventoryDiff: {
    method: 'GET',
    path: '/inventory/diff',
    summary: 'What changed in the inventory from the end of one day to that of another (UTC)',
    tag: 'catalogue',
    access: 'viewer',
    query: z.strictObject({ from: dayText, to: dayText.exactOptional() }),
    answer: z.object({ rows: z.array(view.EndpointDifference), counts: view.EffectCounts }),
  },
} as const satisfies Record<string, RouteContract>;
