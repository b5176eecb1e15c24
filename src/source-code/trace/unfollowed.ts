import type { Location } from '../router.ts';
import type { Arguments } from './value.ts';

/** `x.get('/path', handler)`, whatever `x` is. */
export function looksLikeRoute(name: string, { positional }: Arguments): boolean {
  const [path, ...rest] = positional;
  return (
    /^(?:get|post|put|patch|delete|all)$/i.test(name) &&
    path?.kind === 'text' &&
    path.text.startsWith('/') &&
    rest.some(({ kind }) => kind === 'function')
  );
}

export const placeKey = ({ file, line, column }: Location): string => `${file}:${line}:${column}`;
