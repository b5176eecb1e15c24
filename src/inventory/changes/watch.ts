import {
  LIMITS,
  type BaselineRecord,
  type ChangeRecord,
  type Difference,
  type Endpoint,
  type ShapeRecord,
} from '../../model/index.ts';
import { learnedContract, sameTemplate } from '../../specifications/index.ts';
import { baselineOf, contractHash, isSettled, isWindowFull, presentContract } from './baseline.ts';
import { learnedDifferences } from './learned-differences.ts';

export type NewChange = Omit<ChangeRecord, 'id'>;

/** What one look at an endpoint gives; absent parts stay as they are. */
export interface Look {
  readonly baseline?: BaselineRecord;
  readonly shape?: ShapeRecord;
  readonly change?: NewChange;
}

/** Holds an endpoint against what was believed of it. Pure: time is that of the traffic. */
export function lookAt(baseline: BaselineRecord | undefined, endpoint: Endpoint): Look {
  if (baseline === undefined) {
    const contract = learnedContract(endpoint);
    return {
      baseline: baselineOf(endpoint, contract),
      shape: shapeOf(endpoint, contract),
      change: changeOf('new', endpoint, []),
    };
  }
  const isBack = baseline.gone === true && endpoint.lastSeen > baseline.lastSeen;
  if (baseline.gone === true && !isBack) return {};
  // Until enough was seen, what comes to light is learning.
  const settled = isSettled(baseline);
  const contract = settled ? presentContract(baseline, endpoint) : learnedContract(endpoint);
  const differs = contractHash(contract) !== contractHash(baseline.contract);
  const { template } = baseline.contract;
  const moved = sameTemplate(endpoint.template, template) ? [] : [templateChange(template)];
  const differences = [...moved, ...(settled && differs ? learnedDifferences(baseline.contract, contract) : [])];
  const isNews = isBack || differences.length > 0;
  return {
    ...((isNews || differs || !settled || isWindowFull(baseline, endpoint)) && {
      baseline: baselineOf(endpoint, contract),
    }),
    ...((differs || isBack) && { shape: shapeOf(endpoint, contract) }),
    ...(isNews && { change: changeOf(isBack ? 'back' : 'changed', endpoint, differences) }),
  };
}

const templateChange = (before: string): Difference => ({
  rule: 'template-changed',
  effect: 'compatible',
  at: 'template',
  statement: `was ${before}`.slice(0, LIMITS.differenceChars),
});

export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

const shapeOf = (endpoint: Endpoint, contract: BaselineRecord['contract']): ShapeRecord => ({
  id: `${dayOf(endpoint.lastSeen)} ${endpoint.id}`,
  contract,
});

function changeOf(kind: ChangeRecord['kind'], endpoint: Endpoint, all: readonly Difference[]): NewChange {
  const { id, method, host, template, operation, firstSeen, lastSeen } = endpoint;
  const differences = all.slice(0, LIMITS.differencesPerChange);
  return {
    at: kind === 'new' ? firstSeen : lastSeen,
    kind,
    endpoint: id,
    method,
    host,
    template,
    ...(operation !== undefined && { operation }),
    differences,
    ...(all.length > differences.length && { more: all.length - differences.length }),
  };
}

/** An endpoint that fell silent (`into` absent) or whose traffic is counted with another one now. */
export function leave(
  baseline: BaselineRecord,
  at: number,
  into: string | undefined,
): Required<Pick<Look, 'shape' | 'change'>> {
  const { method, host = '', template, operation } = baseline.contract;
  return {
    shape: { id: `${dayOf(at)} ${baseline.id}` },
    change: {
      at,
      kind: into === undefined ? 'gone' : 'merged',
      endpoint: baseline.id,
      method,
      host,
      template,
      ...(operation !== undefined && { operation }),
      ...(into !== undefined && { into }),
      differences: [],
    },
  };
}
