import { z } from 'zod';
import { facetedPageOf, identifier, pageOf } from '../schemas/base.ts';
import { byId, range, TransactionFilter, EndpointFilter, ActorFilter, LiveChange } from './inputs.ts';
import * as view from '../schemas/views.ts';
import type { RouteContract } from './route.ts';

/** What was seen: overview, inventory, traffic, actors. */
export const INSPECT_ROUTES = {
  overview: {
    method: 'GET',
    path: '/overview',
    summary: 'Figures, traffic and next actions of the first page',
    tag: 'overview',
    access: 'viewer',
    query: z.strictObject(range),
    answer: view.Overview,
  },
  traffic: {
    method: 'GET',
    path: '/traffic',
    summary: 'Requests by outcome over time',
    tag: 'overview',
    access: 'viewer',
    query: z.strictObject({ ...range, endpoint: identifier.exactOptional() }),
    answer: view.Traffic,
  },
  search: {
    method: 'GET',
    path: '/search',
    summary: 'Find an object by id or by a part of its name',
    tag: 'overview',
    access: 'viewer',
    query: z.strictObject({ q: z.string().trim().min(1).max(200) }),
    answer: z.object({
      hits: z.array(
        z.object({
          kind: z.enum(['endpoint', 'finding', 'actor', 'request', 'response', 'rule']),
          id: z.string(),
          title: z.string(),
          link: z.string(),
        }),
      ),
    }),
  },
  live: {
    method: 'GET',
    path: '/live',
    summary: 'Server-sent events: what has changed, at most once a second',
    tag: 'overview',
    access: 'viewer',
    events: LiveChange,
  },
  apis: {
    method: 'GET',
    path: '/apis',
    summary: 'APIs',
    tag: 'inventory',
    access: 'viewer',
    answer: z.object({ rows: z.array(view.ApiRow) }),
  },
  endpoints: {
    method: 'GET',
    path: '/endpoints',
    summary:
      'Endpoints. Sort by requests, firstSeen, lastSeen, template, findings, confidence; `-` before the name turns it round',
    tag: 'inventory',
    access: 'viewer',
    query: EndpointFilter,
    answer: facetedPageOf(view.EndpointRow),
  },
  endpoint: {
    method: 'GET',
    path: '/endpoints/:id',
    summary: 'One endpoint; former ids lead to the present one',
    tag: 'inventory',
    access: 'viewer',
    params: byId,
    query: z.strictObject(range),
    answer: view.EndpointDetail,
  },
  exportInventory: {
    method: 'GET',
    path: '/inventory/export',
    summary: 'The whole inventory as JSON',
    tag: 'inventory',
    access: 'viewer',
  },
  exportOpenApi: {
    method: 'GET',
    path: '/apis/:id/openapi',
    summary: 'OpenAPI document of one API as seen in traffic',
    tag: 'inventory',
    access: 'viewer',
    params: byId,
  },
  transactions: {
    method: 'GET',
    path: '/transactions',
    summary: 'Requests, newest first',
    tag: 'traffic',
    access: 'viewer',
    query: TransactionFilter,
    answer: pageOf(view.TransactionRow),
  },
  explain: {
    method: 'GET',
    path: '/explain/:id',
    summary: 'The whole story of a request, by its id or by the id on a block page',
    tag: 'traffic',
    access: 'viewer',
    params: byId,
    answer: view.Explanation,
  },
  actors: {
    method: 'GET',
    path: '/actors',
    summary:
      'Actors. Sort by lastSeen, firstSeen, requests, refused, signals, findings; `-` before the name turns it round',
    tag: 'threats',
    access: 'viewer',
    query: ActorFilter,
    answer: facetedPageOf(view.ActorRow),
  },
  actor: {
    method: 'GET',
    path: '/actors/:id',
    summary: 'One actor: evidence for and against, what it did',
    tag: 'threats',
    access: 'viewer',
    params: byId,
    answer: view.ActorDetail,
  },
} as const satisfies Record<string, RouteContract>;
