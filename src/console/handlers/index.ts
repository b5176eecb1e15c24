import type { Context, Handlers } from '../handler.ts';
import { catalogueHandlers } from './catalogue.ts';
import { correctionHandlers } from './corrections.ts';
import { findingHandlers } from './findings.ts';
import { inventoryHandlers } from './inventory.ts';
import { overviewHandlers } from './overview.ts';
import { policyHandlers, ruleHandlers } from './policy.ts';
import { blockHandlers, responseHandlers } from './response.ts';
import { sessionHandlers } from './session.ts';
import { systemHandlers } from './system.ts';
import { threatHandlers } from './threats.ts';
import { trafficHandlers } from './traffic.ts';

/** A handler for every call of the contract; the type does not allow one to be missing. */
export const createHandlers = (context: Context): Handlers => ({
  ...catalogueHandlers(context),
  ...correctionHandlers(context),
  ...sessionHandlers(context),
  ...overviewHandlers(context),
  ...inventoryHandlers(context),
  ...trafficHandlers(context),
  ...findingHandlers(context),
  ...threatHandlers(context),
  ...responseHandlers(context),
  ...blockHandlers(context),
  ...policyHandlers(context),
  ...ruleHandlers(context),
  ...systemHandlers(context),
});
