import { writeFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { Policy } from '../model/index.ts';
import type { Control, PolicyInForce } from '../console/index.ts';
import type { ControlParts } from './control-side.ts';
import { parseInForce } from './policy-file.ts';

export interface PolicyControl extends Pick<Control, 'policy' | 'readPolicy' | 'setPolicy' | 'setMode'> {
  readonly inForce: PolicyInForce;
}

/** The policy in force: changes are checked, kept as a version, written to its file, and sent to the engine. */
export function policyControl({
  data,
  records,
  feed,
  tell,
}: Pick<ControlParts, 'data' | 'records' | 'feed' | 'tell'>): PolicyControl {
  let inForce: PolicyInForce = { policy: data.policy, text: data.policyText, author: 'start', at: data.startedAt };
  const parse = (text: string): Policy => parseInForce(text, 'policy', data.stateless);
  const use = async (text: string, author: string): Promise<PolicyInForce> => {
    const policy = parse(text);
    const at = Date.now();
    await records.put('policy', [{ id: policy.version, text, author, at }]);
    writeFileSync(data.policyFile, text, { mode: 0o600 });
    inForce = { policy, text, author, at };
    tell({ type: 'change', change: { type: 'policy', policy } });
    feed.changed({ policy: true });
    return inForce;
  };
  return {
    get inForce() {
      return inForce;
    },
    policy: async () => inForce,
    readPolicy: async (text) => parse(text),
    setPolicy: use,
    setMode(mode, author) {
      const document = parseDocument(inForce.text);
      document.set('mode', mode);
      return use(document.toString(), author);
    },
  };
}
