import type { FieldStats, OperationContract } from '../../api/types.gen.ts';

type DeclaredField = OperationContract['fields'][number];

/** A field as declared, as seen, or both. */
export interface FieldBeside {
  readonly key: string;
  readonly place: DeclaredField['place'];
  readonly status?: string | undefined;
  readonly name: string;
  readonly declared?: DeclaredField;
  readonly seen?: FieldStats;
}

/** Path parameters pair by their order, since their names are nobody's promise; everything else by place and name. */
function keyed<Field extends { readonly place: string; readonly status?: string; readonly name: string }>(
  fields: readonly Field[],
): ReadonlyMap<string, Field> {
  let path = 0;
  return new Map(
    fields.map((field) => [
      field.place === 'path' ? `path ${++path}` : `${field.place} ${field.status ?? ''} ${field.name}`,
      field,
    ]),
  );
}

const ORDER: readonly DeclaredField['place'][] = ['path', 'query', 'header', 'cookie', 'request', 'response'];

/** Declared and seen fields beside each other, in the order of a request and its answer. */
export function fieldsBeside(declared: readonly DeclaredField[], seen: readonly FieldStats[]): readonly FieldBeside[] {
  const said = keyed(declared);
  const found = keyed(seen);
  const all = [...new Set([...said.keys(), ...found.keys()])].flatMap((key): readonly FieldBeside[] => {
    const own = said.get(key);
    const other = found.get(key);
    const field = own ?? other;
    if (field === undefined) return [];
    return [
      {
        key,
        place: field.place,
        status: field.status,
        name: field.name,
        ...(own === undefined ? {} : { declared: own }),
        ...(other === undefined ? {} : { seen: other }),
      },
    ];
  });
  const rank = ({ place, status, name }: FieldBeside): string => `${ORDER.indexOf(place)} ${status ?? ''} ${name}`;
  return all.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}
