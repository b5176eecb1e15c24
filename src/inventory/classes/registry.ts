import type { ClassRule } from './define.ts';
import { deprecatedDocumented } from './rules/deprecated-documented.ts';
import { deprecatedHeader } from './rules/deprecated-header.ts';
import { deprecatedOlderVersion } from './rules/deprecated-older-version.ts';
import { externalCallers } from './rules/external-callers.ts';
import { externalHostName } from './rules/external-host-name.ts';
import { internalCallers } from './rules/internal-callers.ts';
import { internalHostName } from './rules/internal-host-name.ts';
import { managed } from './rules/managed.ts';
import { orphanSilent } from './rules/orphan-silent.ts';
import { shadow } from './rules/shadow.ts';
import { thirdPartyHost } from './rules/third-party-host.ts';
import { thirdPartyOutbound } from './rules/third-party-outbound.ts';
import { unmanaged } from './rules/unmanaged.ts';
import { zombieDeprecated } from './rules/zombie-deprecated.ts';
import { zombieRemoved } from './rules/zombie-removed.ts';
import { zombieRetired } from './rules/zombie-retired.ts';

/** Every reason to be of a class, in the order of reports. */
export const CLASS_RULES: readonly ClassRule[] = [
  managed,
  unmanaged,
  shadow,
  zombieRemoved,
  zombieDeprecated,
  zombieRetired,
  orphanSilent,
  thirdPartyOutbound,
  thirdPartyHost,
  internalCallers,
  internalHostName,
  externalCallers,
  externalHostName,
  deprecatedHeader,
  deprecatedDocumented,
  deprecatedOlderVersion,
];
