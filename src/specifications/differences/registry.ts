import { formatChanged } from './rules/format-changed.ts';
import { operationAdded } from './rules/operation-added.ts';
import { operationDeprecated } from './rules/operation-deprecated.ts';
import { operationRemoved } from './rules/operation-removed.ts';
import { requestEnumNarrowed } from './rules/request-enum-narrowed.ts';
import { requestFieldAdded } from './rules/request-field-added.ts';
import { requestFieldRemoved } from './rules/request-field-removed.ts';
import { requestFieldRequired } from './rules/request-field-required.ts';
import { requestTypeNarrowed } from './rules/request-type-narrowed.ts';
import { requestTypeWidened } from './rules/request-type-widened.ts';
import { responseEnumWidened } from './rules/response-enum-widened.ts';
import { responseFieldAdded } from './rules/response-field-added.ts';
import { responseFieldOptional } from './rules/response-field-optional.ts';
import { responseFieldRemoved } from './rules/response-field-removed.ts';
import { responseTypeNarrowed } from './rules/response-type-narrowed.ts';
import { responseTypeWidened } from './rules/response-type-widened.ts';
import { securityAdded } from './rules/security-added.ts';
import { securityRemoved } from './rules/security-removed.ts';
import { statusAdded } from './rules/status-added.ts';
import { statusRemoved } from './rules/status-removed.ts';
import type { DifferenceRule } from './define.ts';

/** Every kind of difference, in the order of reports. */
export const DIFFERENCE_RULES: readonly DifferenceRule[] = [
  operationRemoved,
  operationAdded,
  operationDeprecated,
  requestFieldRequired,
  requestFieldAdded,
  requestFieldRemoved,
  requestTypeNarrowed,
  requestEnumNarrowed,
  requestTypeWidened,
  responseFieldRemoved,
  responseFieldAdded,
  responseFieldOptional,
  responseTypeWidened,
  responseTypeNarrowed,
  responseEnumWidened,
  formatChanged,
  securityAdded,
  securityRemoved,
  statusRemoved,
  statusAdded,
];
