import { Button, Menu } from '@mantine/core';
import { useId, useState, type FormEvent } from 'react';
import { visibleText } from '../../lib/format.ts';
import type { View } from '../../state/url.ts';
import { Icon } from '../icon.tsx';
import { parseFilter, tokensOf, withoutValue, withValue, type Field, type Token } from './fields.ts';
import styles from './list.module.css';

export type Facets = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A filter one could type, as the field's placeholder. */
function exampleOf(fields: readonly Field[]): string {
  const field = fields.find(({ values }) => values !== undefined);
  return field === undefined ? 'Filter by text' : `Filter by text, or ${field.name}:${field.values?.[0] ?? ''}`;
}

interface Props {
  readonly fields: readonly Field[];
  readonly view: View;
  /** Field that words without a name go to. */
  readonly textField: string;
  readonly facets?: Facets | undefined;
}

const valuesOf = (field: Field, facets: Facets | undefined): readonly string[] => {
  const counted = Object.keys(facets?.[field.name] ?? {});
  return [...new Set([...(field.values ?? []), ...(field.many === true || field.counted === true ? counted : [])])];
};

/** One field's values with how many rows each has. */
function FieldMenu({
  field,
  view,
  facets,
}: {
  readonly field: Field;
  readonly view: View;
  readonly facets: Facets | undefined;
}) {
  const now = view.get(field.name);
  const chosen = now?.split(',') ?? [];
  const values = valuesOf(field, facets);
  if (values.length === 0) return null;
  const toggle = (value: string): void =>
    view.set({ [field.name]: chosen.includes(value) ? withoutValue(field, now, value) : withValue(field, now, value) });
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button size="xs" variant="default" rightSection={<Icon name="down" size={12} />}>
          {field.title}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        {values.map((value) => (
          <Menu.CheckboxItem
            key={value}
            checked={chosen.includes(value)}
            closeMenuOnClick={field.many !== true}
            rightSection={<span className="quiet number">{facets?.[field.name]?.[value] ?? ''}</span>}
            onChange={() => toggle(value)}
          >
            {field.label?.(value) ?? value}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function TokenChip({ token, view }: { readonly token: Token; readonly view: View }) {
  const { field, value } = token;
  const label = `${field.title}: ${visibleText(field.label?.(value) ?? value)}`;
  return (
    <button
      type="button"
      className={styles.token}
      data-print="keep"
      aria-label={`Drop filter ${label}`}
      onClick={() => view.set({ [field.name]: withoutValue(field, view.get(field.name), value) })}
    >
      <span>{label}</span>
      <Icon name="close" size={12} />
    </button>
  );
}

/** The filters in force, each a press away from being dropped. */
function Tokens({ fields, view }: Pick<Props, 'fields' | 'view'>) {
  const tokens = tokensOf(fields, view.get);
  const clear = (): void => view.set(Object.fromEntries(fields.map(({ name }) => [name, undefined])));
  if (tokens.length === 0) return null;
  return (
    <div className={styles.tokens}>
      {tokens.map((token) => (
        <TokenChip key={`${token.field.name}:${token.value}`} token={token} view={view} />
      ))}
      {tokens.length > 1 ? (
        <Button size="compact-xs" variant="subtle" onClick={clear}>
          Clear all
        </Button>
      ) : null}
    </div>
  );
}

/** What could be typed: each field, with its values where they are known. */
const suggestionsOf = (fields: readonly Field[], facets: Facets | undefined): readonly string[] =>
  fields.flatMap((field) => {
    const values = valuesOf(field, facets).slice(0, 12);
    return [
      ...values.map((value) => `${field.name}:${value}`),
      ...(field.values === undefined ? [`${field.name}:`] : []),
    ];
  });

/** The filters of a list: typed (`status:5xx`), picked with counts, dropped by a press. The URL holds them. */
export function FilterBar({ fields, view, textField, facets }: Props) {
  const [text, setText] = useState('');
  const [unknown, setUnknown] = useState<readonly string[]>([]);
  const suggestions = useId();
  const note = useId();
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    const parsed = parseFilter(text, fields, textField, view.get);
    setUnknown(parsed.unknown);
    if (parsed.unknown.length > 0) return;
    view.set(parsed.changes);
    setText('');
  };
  return (
    <div className={styles.filters} role="search" aria-label="Filters">
      <form onSubmit={apply} className={styles.form}>
        <Icon name="explore" size={16} />
        <input
          className={styles.input}
          aria-label={`Filter: ${fields.map(({ name }) => `${name}:`).join(' ')} or text`}
          aria-describedby={note}
          placeholder={exampleOf(fields)}
          list={suggestions}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <datalist id={suggestions}>
          {suggestionsOf(fields, facets).map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      </form>
      {fields.map((field) => (
        <FieldMenu key={field.name} field={field} view={view} facets={facets} />
      ))}
      <p id={note} role="status" className={unknown.length === 0 ? 'visually-hidden' : styles.unknown}>
        {unknown.length === 0
          ? ''
          : `No filter “${unknown.join(', ')}”. There are: ${fields.map(({ name }) => name).join(', ')}.`}
      </p>
      <Tokens fields={fields} view={view} />
    </div>
  );
}
