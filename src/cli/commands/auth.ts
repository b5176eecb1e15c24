import type { Context } from '../context.ts';
import { EXIT } from '../exit-codes.ts';

const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^F-/, 'findings'],
  [/^E-/, 'endpoints'],
  [/^A-/, 'actors'],
  [/^M-/, 'responses'],
];

/** A one-time link; with an id it leads to that object. */
export async function link(context: Context, [id]: readonly string[]): Promise<number> {
  const made = await context.client().call('createSignInLink');
  const place =
    id === undefined ? '' : `${PLACES.find(([form]) => form.test(id))?.[1] ?? 'requests'}/${encodeURIComponent(id)}`;
  const url = made.link.replace('/#', `/${place}#`);
  context.output.object({ link: url, expires: made.expires }, () => url);
  context.output.say(`works once, until ${new Date(made.expires).toISOString()}`);
  return EXIT.done.code;
}
