/** Keeps the last outcome as long as what it was made of is the same: joins of large lists are paid for once a reading. */
export function createMemo<T>(): (madeOf: readonly unknown[], make: () => T) => T {
  let last: { readonly madeOf: readonly unknown[]; readonly made: T } | undefined;
  return (madeOf, make) => {
    const same = last !== undefined && madeOf.every((part, at) => part === last?.madeOf[at]);
    if (last === undefined || !same) last = { madeOf, made: make() };
    return last.made;
  };
}
