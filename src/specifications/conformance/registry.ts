import type { ConformanceRule } from './define.ts';
import { authenticationDiffers } from './rules/authentication-differs.ts';
import { authenticationNotDemanded } from './rules/authentication-not-demanded.ts';
import { authenticationUndocumented } from './rules/authentication-undocumented.ts';
import { deprecatedInUse } from './rules/deprecated-in-use.ts';
import { enumExceeded } from './rules/enum-exceeded.ts';
import { requiredFieldMissing } from './rules/required-field-missing.ts';
import { typeDiffers } from './rules/type-differs.ts';
import { undocumentedField } from './rules/undocumented-field.ts';
import { undocumentedStatus } from './rules/undocumented-status.ts';

/** Every way in which traffic may differ from its document, in the order of reports. */
export const CONFORMANCE_RULES: readonly ConformanceRule[] = [
  undocumentedField,
  requiredFieldMissing,
  typeDiffers,
  enumExceeded,
  undocumentedStatus,
  authenticationNotDemanded,
  authenticationDiffers,
  authenticationUndocumented,
  deprecatedInUse,
];
