import { addSeen, findSeen, isRecent, type Seen } from '../../lib/bounded/index.ts';
import { LIMITS, type Observation } from '../../model/index.ts';
import { defineActorRule, type ActorAnswer, type RuleLimits } from '../define.ts';
import { confidenceAt, minutes, sourceTarget, tells } from './logins.ts';
import { fires, silent } from './password-guessing.examples.ts';

/** One wrong secret tried for the name, and the address it last came from. */
interface Wrong extends Seen<string> {
  address: string;
}

interface State {
  readonly wrong: Wrong[];
  /** Addresses the name's owner got in from. */
  readonly owners: Seen<string>[];
}

/** Addresses a person signs in from: home, work, phone and some more. */
const OWNER_ADDRESSES = 8;

export const passwordGuessing = defineActorRule<State>({
  id: 'password-guessing',
  version: 1,
  title: 'Password guessing: many passwords fail for one login name',
  severity: 'high',
  references: ['API2:2023', 'OAT-007', 'CWE-307', 'CAPEC-49'],
  explanation:
    'One account is attacked with password after password, from one address or from many. The rule counts, for each login ' +
    'name, the different passwords that failed, in all and for each address; addresses that the owner got in from are left ' +
    'out. The same wrong password sent again and again (an app in a retry loop) counts once. Under a distributed attack an ' +
    'address that failed only once or twice may be the owner and is reported with a confidence that does not block.',
  limits: {
    windowMs: 1_800_000,
    /** Different passwords from one address. People give up, or reset, after about six. */
    passwordsFromOneAddress: 10,
    /** Different passwords from all addresses together … */
    passwordsInAll: 20,
    /** … and from at least so many addresses, for it to be a distributed attack. */
    addresses: 5,
    /** Different passwords an address must have tried in a distributed attack to be surely no owner who mistyped. */
    passwordsOfParticipant: 3,
  },
  action: 'block-actor',
  blockMs: 900_000,
  key: (observation, outcome) => (tells(observation, outcome) ? observation.login?.name : undefined),
  initial: () => ({ wrong: [], owners: [] }),
  outcome(state, observation, outcome, limits) {
    const { login, address, time } = observation;
    if (login === undefined) return undefined;
    if (outcome.login === 'success') {
      welcome(state, address, time, limits);
      return undefined;
    }
    if (findSeen(state.owners, address) !== undefined) return undefined;
    const known = findSeen(state.wrong, login.secret);
    if (known === undefined) addSeen(state.wrong, { key: login.secret, time, address }, LIMITS.distinctPerActor);
    else Object.assign(known, { time, address });
    return judge(state.wrong, observation, limits);
  },
  examples: { fires, silent },
});

/**
 * The owner is in: what failed from there was the owner mistyping. Unless it had failed a lot: a guesser who hits must
 * not be taken for the owner afterwards.
 */
function welcome(state: State, address: string, time: number, limits: RuleLimits): void {
  const mistyped = state.wrong.filter((wrong) => wrong.address === address);
  if (mistyped.length >= (limits['passwordsFromOneAddress'] ?? 0)) return;
  const known = findSeen(state.owners, address);
  if (known === undefined) addSeen(state.owners, { key: address, time }, OWNER_ADDRESSES);
  else known.time = time;
  const others = state.wrong.filter((wrong) => wrong.address !== address);
  state.wrong.splice(0, state.wrong.length, ...others);
}

function judge(wrong: readonly Wrong[], observation: Observation, limits: RuleLimits): ActorAnswer | undefined {
  const {
    windowMs = 0,
    passwordsFromOneAddress = 0,
    passwordsInAll = 0,
    addresses = 0,
    passwordsOfParticipant = 0,
  } = limits;
  if (wrong.length < Math.min(passwordsFromOneAddress, passwordsInAll)) return undefined;
  const recent = wrong.filter((one) => isRecent(one.time, observation.time, windowMs));
  const own = recent.filter((one) => one.address === observation.address).length;
  const sources = new Set(recent.map((one) => one.address)).size;
  const alone = own >= passwordsFromOneAddress;
  const together = recent.length >= passwordsInAll && sources >= addresses;
  if (!alone && !together) return undefined;
  const target = sourceTarget(observation);
  return {
    confidence: alone ? confidenceAt(own, passwordsFromOneAddress) : own >= passwordsOfParticipant ? 0.8 : 0.6,
    evidence: {
      statement:
        `${recent.length} different passwords failed for one login name within ${minutes(windowMs)}, ` +
        `from ${sources} ${sources === 1 ? 'address' : 'addresses'}; ${own} of them from ${observation.address}`,
      counters: [
        { name: 'different passwords failed', value: recent.length, limit: passwordsInAll, windowMs },
        { name: 'of them from this address', value: own, limit: passwordsFromOneAddress, windowMs },
        { name: 'addresses', value: sources, limit: addresses, windowMs },
      ],
    },
    ...(target && { target }),
  };
}
