/**
 * The assembled program. Each entry loads its part when it is called: a command that only asks a running server must not
 * pay for a gateway, and help must come at once.
 */
import type { Config } from './config.ts';
import type { DemoSettings, Demo } from './demo.ts';
import type { Discovery, DiscoverOptions } from './discover.ts';
import type { Check } from './doctor.ts';
import type { Protection, ProtectionSettings } from './gateway-side.ts';
import type { JournalVerification } from './verify-journal.ts';
import type { RuleInfo } from '../console/index.ts';
import type { Policy } from '../model/index.ts';

export { connectTo, type Client } from './client.ts';
export type { Check, Config, Demo, DemoSettings, Discovery, DiscoverOptions, Protection, ProtectionSettings };

export const loadConfig = async (
  file: string | undefined,
  flags: Partial<Record<keyof Config, unknown>>,
): Promise<Config> => (await import('./config.ts')).loadConfig(file, flags);

export const startDemo = async (settings: DemoSettings): Promise<Demo> =>
  (await import('./demo.ts')).startDemo(settings);

export const startProtection = async (settings: ProtectionSettings): Promise<Protection> =>
  (await import('./gateway-side.ts')).startProtection(settings);

export const discoverFiles = async (files: readonly string[], options: DiscoverOptions): Promise<Discovery> =>
  (await import('./discover.ts')).discoverFiles(files, options);

export const diagnose = async (folders: readonly string[]): Promise<readonly Check[]> =>
  (await import('./doctor.ts')).diagnose(folders);

export const readPolicyFile = async (file: string | undefined): Promise<Policy> =>
  (await import('./policy-file.ts')).readPolicyFile(file);

export const ruleInfos = async (): Promise<readonly RuleInfo[]> => (await import('./rules.ts')).ruleInfos();

export const verifyJournal = async (folder: string): Promise<JournalVerification> =>
  (await import('./verify-journal.ts')).verifyJournal(folder);
