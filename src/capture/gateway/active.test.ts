import { expect, test } from 'vitest';
import { ActiveList, type Timed } from './active.ts';

function timed(list: ActiveList, name: number, deadline: number, told: number[]): Timed {
  const item: Timed = {
    deadline,
    slot: -1,
    onDeadline: () => {
      told.push(name);
      list.delete(item);
    },
  };
  return item;
}

test('each item is told once when its time is over, even as items leave', () => {
  const list = new ActiveList();
  const told: number[] = [];
  const items = Array.from({ length: 10 }, (_, n) => timed(list, n, n, told));
  for (const item of items) list.add(item);
  list.expire(4);
  expect(told.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
  list.expire(4);
  expect(told).toHaveLength(5);
  list.expire(100);
  expect(told.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(list.size).toBe(0);
});

test('deleting twice, or something else, changes nothing', () => {
  const list = new ActiveList();
  const [first, second, stranger] = [timed(list, 1, 1, []), timed(list, 2, 1, []), timed(list, 3, 1, [])];
  list.add(first);
  list.add(second);
  list.delete(first);
  list.delete(first);
  list.delete(stranger);
  expect(list.size).toBe(1);
  list.delete(second);
  expect(list.size).toBe(0);
});
