import { createEngine } from '../decide/index.ts';
import type { ActorRule } from '../detect/index.ts';
import type { Policy, RequestHead, Signal, Verdict } from '../model/index.ts';

/** What the policy makes of these signals on a request of somebody without a past: an engine of its own decides, once. */
export const verdictAlone = (
  head: RequestHead,
  signals: readonly Signal[],
  policy: Policy,
  rules: readonly ActorRule[] = [],
): Verdict =>
  createEngine({ rules, policy, mitigations: [], run: 'alone' }).request({
    id: head.id,
    seq: 1,
    time: head.time,
    method: head.method,
    host: head.host,
    endpoint: null,
    actor: { id: 'A-alone', kind: 'address', label: head.client.address },
    address: head.client.address,
    objects: [],
    signals,
  }).verdict;
