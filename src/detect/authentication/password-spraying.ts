import { addSeen, findSeen, isRecent, type Seen } from '../../lib/bounded/index.ts';
import { LIMITS, type Observation } from '../../model/index.ts';
import { defineActorRule, type ActorAnswer, type RuleLimits } from '../define.ts';
import { confidenceAt, minutes, sourceTarget, tells } from './logins.ts';
import { fires, silent } from './password-spraying.examples.ts';

/** One login name this password was tried for. */
interface Name extends Seen<string> {
  address: string;
  open: boolean;
}

interface State {
  readonly names: Name[];
}

export const passwordSpraying = defineActorRule<State>({
  id: 'password-spraying',
  version: 1,
  title: 'Password spraying: one password fails for many login names',
  severity: 'high',
  references: ['API2:2023', 'OAT-007', 'CWE-307', 'CAPEC-565'],
  explanation:
    'One likely password is tried for name after name, slowly and from many addresses, so that neither an account nor an ' +
    'address shows many failures. The rule counts, for each password (by keyed hash, for the length of the window), the ' +
    'login names it failed for. Honest people hardly ever mistype into the same wrong password; a popular password that ' +
    'is right for those who use it does not count. Once a password is known to be sprayed, logins with it are refused unless ' +
    'it was right for that name before; only a sender who tried it for several names is blocked, for a sprayer’s address is ' +
    'often a carrier’s. Numeric PINs collide by chance: raise the limit where they are used.',
  limits: {
    windowMs: 7_200_000,
    /** Login names one password failed for. */
    names: 10,
    /** Share of the names tried with it that must have failed. */
    failedShare: 0.8,
    /** Names for which one address must have failed with it to be blocked as a sender. */
    namesOfSender: 3,
  },
  action: 'block-actor',
  blockMs: 900_000,
  key: (observation, outcome) =>
    outcome === undefined || tells(observation, outcome) ? observation.login?.secret : undefined,
  initial: () => ({ names: [] }),
  request(state, observation, limits) {
    const { login } = observation;
    const sprayed = login && measure(state.names, observation.time, limits);
    if (sprayed === undefined || findSeen(state.names, login?.name ?? '')?.open === true) return undefined;
    // Also when it is refused: a spray that goes on is still a spray when the first names have left the window.
    note(state.names, observation, false);
    return answer(sprayed, observation, limits);
  },
  outcome(state, observation, outcome, limits) {
    const success = outcome.login === 'success';
    const before = measure(state.names, observation.time, limits);
    note(state.names, observation, success);
    // Past the limit the request has been answered for already.
    const now = before || success ? undefined : measure(state.names, observation.time, limits);
    return now && answer(now, observation, limits);
  },
  examples: { fires, silent },
});

function note(names: Name[], { login, address, time }: Observation, open: boolean): void {
  if (login === undefined) return;
  const known = findSeen(names, login.name);
  if (known === undefined) addSeen(names, { key: login.name, time, address, open }, LIMITS.distinctPerActor);
  else Object.assign(known, { time, address, open });
}

interface Spray {
  readonly tried: number;
  readonly failed: readonly Name[];
}

/** What was done with the password lately, when that is a spray. */
function measure(all: readonly Name[], now: number, limits: RuleLimits): Spray | undefined {
  const { windowMs = 0, names = 0, failedShare = 0 } = limits;
  if (all.length < names) return undefined;
  const tried = all.filter((name) => isRecent(name.time, now, windowMs));
  const failed = tried.filter((name) => !name.open);
  return failed.length < names || failed.length < tried.length * failedShare
    ? undefined
    : { tried: tried.length, failed };
}

function answer({ tried, failed }: Spray, observation: Observation, limits: RuleLimits): ActorAnswer {
  const { windowMs = 0, names = 0, namesOfSender = 0 } = limits;
  const own = failed.filter((name) => name.address === observation.address).length;
  const addresses = new Set(failed.map((name) => name.address)).size;
  const target = sourceTarget(observation);
  return {
    confidence: confidenceAt(failed.length, names),
    evidence: {
      statement:
        `one password failed for ${failed.length} of ${tried} login names within ${minutes(windowMs)}, ` +
        `from ${addresses} ${addresses === 1 ? 'address' : 'addresses'}; ${own} of them from ${observation.address}`,
      counters: [
        { name: 'login names one password failed for', value: failed.length, limit: names, windowMs },
        { name: 'login names it was tried for', value: tried, windowMs },
        { name: 'failed from this address', value: own, limit: namesOfSender, windowMs },
        { name: 'addresses', value: addresses, windowMs },
      ],
    },
    ...(own < namesOfSender ? { scope: 'request' as const } : target && { target }),
  };
}
