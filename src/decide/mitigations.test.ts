import { describe, expect, test } from 'vitest';
import type { Mitigation } from '../model/index.ts';
import { createMitigationTable } from './mitigations.ts';

const block = (id: string, target: Mitigation['target'], until: number, by = 'some-rule'): Mitigation => ({
  id,
  action: 'block',
  target,
  reason: 'test',
  by,
  since: 0,
  until,
});
const actor = (value: string): Mitigation['target'] => ({ kind: 'actor', value });
const ids = (found: readonly { mitigation: Mitigation }[]): readonly string[] => found.map((one) => one.mitigation.id);

describe('mitigation table', () => {
  test('finds by actor, by address and by network, until each runs out', () => {
    const table = createMitigationTable(10);
    table.add({ mitigation: block('M-a', actor('A-1'), 100), dryRun: false });
    table.add({ mitigation: block('M-b', { kind: 'address', value: '198.18.4.7' }, 200), dryRun: false });
    table.add({ mitigation: block('M-c', { kind: 'address', value: '198.18.0.0/16' }, 300), dryRun: false });
    expect(ids(table.find('A-1', '198.18.4.7', 50))).toEqual(['M-a', 'M-b', 'M-c']);
    expect(ids(table.find('A-2', '198.18.9.9', 50))).toEqual(['M-c']);
    expect(ids(table.find('A-1', '198.18.4.7', 100))).toEqual(['M-b', 'M-c']);
    expect(ids(table.find('A-1', '198.18.4.7', 300))).toEqual([]);
    expect(table.size).toBe(0);
  });

  test('two measures on one target end apart', () => {
    const table = createMitigationTable(10);
    for (const id of ['M-a', 'M-b']) table.add({ mitigation: block(id, actor('A-1'), 100), dryRun: false });
    expect(table.end('M-a')?.mitigation.id).toBe('M-a');
    expect(table.end('M-a')).toBeUndefined();
    expect(ids(table.find('A-1', '198.18.4.7', 1))).toEqual(['M-b']);
  });

  test('the same id again replaces the measure', () => {
    const table = createMitigationTable(10);
    table.add({ mitigation: block('M-a', actor('A-1'), 100), dryRun: false });
    table.add({ mitigation: block('M-a', actor('A-2'), 100), dryRun: false });
    expect([ids(table.find('A-1', '', 1)), ids(table.find('A-2', '', 1)), table.size]).toEqual([[], ['M-a'], 1]);
  });

  test('a full table gives up the oldest of a rule, never a person’s while there is one', () => {
    const table = createMitigationTable(3);
    table.add({ mitigation: block('M-manual', actor('A-0'), 100, 'manual'), dryRun: false });
    for (let index = 1; index <= 5; index++)
      table.add({ mitigation: block(`M-${index}`, actor(`A-${index}`), 100), dryRun: false });
    expect(table.active(1).map((one) => one.id)).toEqual(['M-manual', 'M-4', 'M-5']);
    expect(table.evicted).toBe(3);
  });

  test('measures of actors that never come back leave once they have run out', () => {
    const table = createMitigationTable(100_000);
    for (let index = 0; index < 20_000; index++) {
      table.add({
        mitigation: { ...block(`M-${index}`, actor(`A-${index}`), index + 10), since: index },
        dryRun: false,
      });
    }
    expect(table.size).toBeLessThan(2_100);
    expect(table.active(20_000).length).toBe(9);
  });

  test('dry runs are found, not listed, and dropped together', () => {
    const table = createMitigationTable(10);
    table.add({ mitigation: block('M-a', actor('A-1'), 100), dryRun: true });
    table.add({ mitigation: block('M-b', actor('A-1'), 100), dryRun: false });
    expect([ids(table.find('A-1', '', 1)), table.active(1).map((one) => one.id)]).toEqual([['M-a', 'M-b'], ['M-b']]);
    table.dropDryRuns();
    expect(ids(table.find('A-1', '', 1))).toEqual(['M-b']);
  });

  test('refuses a target that is no address', () => {
    const table = createMitigationTable(10);
    expect(table.add({ mitigation: block('M-a', { kind: 'address', value: 'everything' }, 100), dryRun: false })).toBe(
      false,
    );
    expect(table.size).toBe(0);
  });
});
