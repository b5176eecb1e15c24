export { connectTo, type Client } from './client.ts';
export { loadConfig, type Config } from './config.ts';
export { startDemo, type Demo, type DemoSettings } from './demo.ts';
export { diagnose, type Check } from './doctor.ts';
export { discoverFiles, type Discovery, type DiscoverOptions } from './discover.ts';
export { startProtection, type Protection, type ProtectionSettings } from './gateway-side.ts';
export { readPolicyFile } from './policy-file.ts';
export { ruleInfos } from './rules.ts';
export { verifyJournal, type JournalVerification } from './verify-journal.ts';
