/**
 * The assembled program. Each entry loads its part when it is called: a command that only asks a running server must not
 * pay for a gateway, and help must come at once.
 */
import type { Config } from './config.ts';
import type { DataClassInfo } from './data-classes.ts';
import type { DemoSettings, Demo } from './demo.ts';
import type { SourceDiscovery, SourceDiscoveryOptions } from './discover-source.ts';
import type { Discovery, DiscoverOptions } from './discover.ts';
import type { Check } from './doctor.ts';
import type { RequestExplanation } from './explain-request.ts';
import type { Protection, ProtectionSettings } from './gateway-side.ts';
import type { JournalVerification } from './verify-journal.ts';
import type { RuleInfo } from '../console/index.ts';
import type { Classify } from '../inventory/index.ts';
import type { Policy } from '../model/index.ts';
import type { OperationDifference } from '../specifications/index.ts';

export { connectTo, type Client } from './client.ts';
export type { SourceDiscovery };
export type { RequestExplanation };
export type { Check, Config, Demo, DemoSettings, Discovery, DiscoverOptions, Protection, ProtectionSettings };

export const loadConfig = async (
  file: string | undefined,
  flags: Partial<Record<keyof Config, unknown>>,
): Promise<Config> => (await import('./config.ts')).loadConfig(file, flags);

/** What `--sensor` flags mean as the settings' `sensors`. Errors: SP0003. */
export const readSensorFlags = async (
  flags: readonly string[],
): Promise<Readonly<Record<string, object>> | undefined> =>
  (await import('./sensor-settings.ts')).readSensorFlags(flags);

/** What `--tls-cert` and `--tls-key` mean as the settings' `tls`. Errors: SP0003. */
export const readTlsFlags = async (cert: string | undefined, key: string | undefined): Promise<object | undefined> =>
  (await import('./gateway-settings.ts')).readTlsFlags(cert, key);

export const startDemo = async (settings: DemoSettings): Promise<Demo> =>
  (await import('./demo.ts')).startDemo(settings);

export const startProtection = async (settings: ProtectionSettings): Promise<Protection> =>
  (await import('./gateway-side.ts')).startProtection(settings);

export const discoverFiles = async (files: readonly string[], options: DiscoverOptions): Promise<Discovery> =>
  (await import('./discover.ts')).discoverFiles(files, options);

/** The routes that source code declares, beside what is called and documented. Errors: SP4001 and those of `discoverFiles`. */
export const discoverSource = async (
  files: readonly string[],
  options: SourceDiscoveryOptions,
): Promise<SourceDiscovery> => (await import('./discover-source.ts')).discoverSource(files, options);

/** What changed from one specification to another. Errors: SP4001, SP4101–SP4103. */
export const diffSpecificationFiles = async (before: string, after: string): Promise<readonly OperationDifference[]> =>
  (await import('./catalogue.ts')).diffSpecificationFiles(before, after);

export const diagnose = async (folders: readonly string[]): Promise<readonly Check[]> =>
  (await import('./doctor.ts')).diagnose(folders);

export const readPolicyFile = async (file: string | undefined): Promise<Policy> =>
  (await import('./policy-file.ts')).readPolicyFile(file);

export const dataClassInfos = async (file: string | undefined): Promise<readonly DataClassInfo[]> =>
  (await import('./data-classes.ts')).dataClassInfos(file);

/** What tells data classes, those of the file first. Errors: SP1301–SP1303. */
export const classifierOf = async (file: string | undefined): Promise<Classify> =>
  (await import('./data-classes.ts')).classifierOf(file);

/** What the stateless rules make of a request file. Errors: SP4001, SP4006, SP1101–SP1103, SP1003. */
export const explainRequest = async (file: string, policy: string | undefined): Promise<RequestExplanation> =>
  (await import('./explain-request.ts')).explainRequest(file, policy);

export const ruleInfos = async (): Promise<readonly RuleInfo[]> => (await import('./rules.ts')).ruleInfos();

export const verifyJournal = async (folder: string): Promise<JournalVerification> =>
  (await import('./verify-journal.ts')).verifyJournal(folder);
