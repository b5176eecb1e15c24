import { addSeen, findSeen, isRecent, type Seen } from '../../lib/bounded/index.ts';
import { LIMITS, type Observation } from '../../model/index.ts';
import { defineActorRule, type ActorAnswer, type RuleLimits } from '../define.ts';
import { fires, silent } from './credential-stuffing.examples.ts';
import { confidenceAt, minutes, sourceTarget, tells } from './logins.ts';

/** One login name tried from the address. */
interface Name extends Seen<string> {
  tries: number;
  /** The last try succeeded: a person who found the right password, or a customer who never failed. */
  open: boolean;
}

interface State {
  readonly names: Name[];
}

export const credentialStuffing = defineActorRule<State>({
  id: 'credential-stuffing',
  version: 1,
  title: 'Credential stuffing: many login names fail from one address',
  severity: 'high',
  references: ['API2:2023', 'OAT-008', 'CWE-307', 'CAPEC-600'],
  explanation:
    'Leaked pairs of name and password are tried one after the other. The rule counts, for each client address, the login ' +
    'names that failed and did not succeed afterwards, against all names tried there. People who share an address mostly ' +
    'get in, and who mistypes tries the same name again; a list of stolen pairs has hardly any hits and one try a name. ' +
    'It does not see a campaign that sends only a few names from each address.',
  limits: {
    windowMs: 3_600_000,
    /** Names that failed with a single try. A person who fails tries again, so even a large office has few at a time. */
    namesTriedOnce: 12,
    /** Names that failed, however often they were tried: for lists that hold several passwords a name. */
    namesFailed: 30,
    /** Share of the names tried that must be failed ones. Honest shared addresses stay under 0.3. */
    failedShare: 0.7,
  },
  action: 'block-actor',
  blockMs: 900_000,
  key: (observation, outcome) => (tells(observation, outcome) ? observation.address : undefined),
  initial: () => ({ names: [] }),
  outcome(state, observation, outcome, limits) {
    if (observation.login === undefined) return undefined;
    const success = outcome.login === 'success';
    note(state.names, observation.login.name, observation.time, success, limits['windowMs'] ?? 0);
    return success ? undefined : judge(state.names, observation, limits);
  },
  examples: { fires, silent },
});

function note(names: Name[], key: string, time: number, success: boolean, windowMs: number): void {
  const known = findSeen(names, key);
  if (known === undefined) {
    addSeen(names, { key, time, tries: 1, open: success }, LIMITS.distinctPerActor);
    return;
  }
  known.tries = isRecent(known.time, time, windowMs) ? known.tries + 1 : 1;
  known.time = time;
  known.open = success;
}

function judge(names: readonly Name[], observation: Observation, limits: RuleLimits): ActorAnswer | undefined {
  const { windowMs = 0, namesTriedOnce = 0, namesFailed = 0, failedShare = 0 } = limits;
  if (names.length < Math.min(namesTriedOnce, namesFailed)) return undefined;
  const tried = names.filter((name) => isRecent(name.time, observation.time, windowMs));
  const failed = tried.filter((name) => !name.open);
  const once = failed.filter((name) => name.tries === 1);
  const listed = once.length >= namesTriedOnce && once.length >= tried.length * failedShare;
  const many = failed.length >= namesFailed && failed.length >= tried.length * failedShare;
  if (!listed && !many) return undefined;
  const target = sourceTarget(observation);
  return {
    confidence: Math.max(
      listed ? confidenceAt(once.length, namesTriedOnce) : 0,
      many ? confidenceAt(failed.length, namesFailed) : 0,
    ),
    evidence: {
      statement:
        `${failed.length} of ${tried.length} login names tried from ${observation.address} within ${minutes(windowMs)} failed, ` +
        `${once.length} of them with a single try`,
      counters: [
        { name: 'login names failed', value: failed.length, limit: namesFailed, windowMs },
        { name: 'failed with a single try', value: once.length, limit: namesTriedOnce, windowMs },
        { name: 'login names tried', value: tried.length, windowMs },
      ],
    },
    ...(target && { target }),
  };
}
