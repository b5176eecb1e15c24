import { CATALOGUE_ROUTES } from './contract/catalogue.ts';
import { CORRECTION_ROUTES } from './contract/corrections.ts';
import { GOVERN_ROUTES } from './contract/govern.ts';
import { INSPECT_ROUTES } from './contract/inspect.ts';
import { RESPOND_ROUTES } from './contract/respond.ts';
import type { RouteContract } from './contract/route.ts';

/** Every call below /api/v1 by its operation id: what clients, server, documentation and types are made from. */
export const ROUTES = {
  ...CATALOGUE_ROUTES,
  ...CORRECTION_ROUTES,
  ...GOVERN_ROUTES,
  ...INSPECT_ROUTES,
  ...RESPOND_ROUTES,
} as const satisfies Record<string, RouteContract>;

export type OperationId = keyof typeof ROUTES;
