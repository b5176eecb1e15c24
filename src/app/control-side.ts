import { writeFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { Control, PolicyInForce } from '../console/index.ts';
import { parsePolicy } from '../decide/index.ts';
import { rules } from '../detect/index.ts';
import type { FindingRegister } from '../findings/index.ts';
import { CodedError, type Mitigation, type Policy } from '../model/index.ts';
import type { RecordStore } from '../storage/index.ts';
import type { Feed } from './feed.ts';
import type { ControlData, FromControl, GatewayFacts } from './messages.ts';
import { VERSION } from './settings.ts';

export interface ControlParts {
  readonly data: ControlData;
  readonly records: RecordStore;
  readonly findings: FindingRegister;
  readonly feed: Feed;
  tell(message: FromControl): void;
}

/** The console's way to the gateway; `facts` takes the main thread's answers. */
export interface ControlSide extends Control {
  facts(ask: number, facts: GatewayFacts): void;
}

const FACTS_MS = 3_000;

export function createControl({ data, records, findings, feed, tell }: ControlParts): ControlSide {
  const waiting = new Map<number, (facts: GatewayFacts) => void>();
  let asked = 0;
  let inForce: PolicyInForce = { policy: data.policy, text: data.policyText, author: 'start', at: data.startedAt };
  let manual = 0;

  const askFacts = (): Promise<GatewayFacts> =>
    new Promise((resolve, reject) => {
      const ask = ++asked;
      const timer = setTimeout(() => {
        waiting.delete(ask);
        reject(new CodedError('SP3006', 'the gateway thread did not answer in 3 s'));
      }, FACTS_MS);
      waiting.set(ask, (facts) => {
        clearTimeout(timer);
        waiting.delete(ask);
        resolve(facts);
      });
      tell({ type: 'ask-facts', ask });
    });

  const standing = async (): Promise<readonly Mitigation[]> => {
    const now = Date.now();
    const found: Mitigation[] = [];
    for (let after: string | undefined; ;) {
      const page = await records.list('mitigation', { limit: 1000, ...(after !== undefined && { after }) });
      found.push(...page.records.filter((one) => one.ended === undefined && one.until > now));
      after = page.next;
      if (after === undefined) return found;
    }
  };

  const use = async (policy: Policy, text: string, author: string): Promise<PolicyInForce> => {
    inForce = { policy, text, author, at: Date.now() };
    await records.put('policy', [{ id: policy.version, text, author, at: inForce.at }]);
    writeFileSync(data.policyFile, text, { mode: 0o600 });
    tell({ type: 'change', change: { type: 'policy', policy } });
    feed.changed({ policy: true });
    return inForce;
  };

  return {
    facts: (ask, facts) => waiting.get(ask)?.(facts),
    async status() {
      const facts = await askFacts();
      const memory = process.memoryUsage();
      return {
        version: VERSION,
        mode: inForce.policy.mode,
        policyVersion: inForce.policy.version,
        gateway: facts.gateway,
        upstream: data.upstream,
        startedAt: data.startedAt,
        selfTest: facts.selfTest,
        sources: [
          {
            id: 'gateway',
            title: `gateway ${facts.gateway}`,
            state: facts.lastRequest === null ? 'idle' : 'up',
            lastEvent: facts.lastRequest,
            requests: facts.requests,
          },
        ],
        counters: facts.counters,
        queue: facts.queue,
        memory: { rssBytes: memory.rss, heapBytes: memory.heapUsed },
      };
    },
    async block({ target, durationMs, reason, author }) {
      const since = Date.now();
      const mitigation: Mitigation = {
        id: `M-${since.toString(36)}${++manual}`,
        action: 'block',
        target,
        reason,
        by: 'manual',
        author,
        since,
        until: since + durationMs,
      };
      await records.put('mitigation', [mitigation]);
      tell({ type: 'change', change: { type: 'mitigation-added', mitigation } });
      feed.changed({ mitigations: [mitigation.id] });
      return mitigation;
    },
    async unblock(id, author, reason) {
      const [mitigation] = await records.get('mitigation', [id]);
      const now = Date.now();
      if (mitigation === undefined || mitigation.ended !== undefined || mitigation.until <= now) return undefined;
      const ended: Mitigation = { ...mitigation, ended: { at: now, by: `${author}: ${reason}` } };
      await records.put('mitigation', [ended]);
      tell({ type: 'change', change: { type: 'mitigation-ended', id, by: author } });
      feed.changed({ mitigations: [id] });
      return ended;
    },
    mitigations: standing,
    policy: async () => inForce,
    readPolicy: async (text) => parsePolicy(text, 'policy', rules),
    setPolicy: async (text, author) => use(parsePolicy(text, 'policy', rules), text, author),
    async setMode(mode, author) {
      const document = parseDocument(inForce.text);
      document.set('mode', mode);
      const text = document.toString();
      return use(parsePolicy(text, 'policy', rules), text, author);
    },
    changeFinding: (id, change) => findings.change(id, change),
  };
}
