import type { z } from 'zod';
import type { EndpointFilter, FindingSelection } from '../contract/inputs.ts';
import type { Context } from '../handler.ts';
import type { Figure } from '../types.ts';
import { endpointMatches, findingMatches } from './filters.ts';
import type { Range } from './traffic.ts';
import { countTransactions } from './transactions.ts';

type Selection = z.output<typeof FindingSelection>;
type EndpointSelection = Omit<z.output<typeof EndpointFilter>, 'limit'>;
type Query = Readonly<Record<string, string>>;

const link = (page: string, query: Query): string => {
  const text = new URLSearchParams(query).toString();
  return text === '' ? page : `${page}?${text}`;
};

/** A filter as a query string carries it. */
const queryOf = (filter: Selection | EndpointSelection): Query =>
  Object.fromEntries(
    Object.entries(filter).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : String(value)]),
  );

const findingFigures = (from: number): readonly (readonly [string, string, Selection])[] => [
  ['attacks', 'Attacks seen', { kind: 'threat', state: ['open'], seenSince: from }],
  ['reached', 'Attacks answered with success', { kind: 'threat', state: ['open'], succeeded: true, seenSince: from }],
  ['critical', 'Open critical findings', { state: ['open'], severity: ['critical'] }],
];

const endpointFigures = (from: number): readonly (readonly [string, string, EndpointSelection])[] => [
  ['endpoints', 'Endpoints', {}],
  ['new-endpoints', 'New endpoints', { newSince: from }],
  ['unauthenticated', 'Endpoints without sign-in', { authentication: ['none'] }],
  ['sensitive', 'Endpoints with sensitive data', { sensitive: true }],
];

async function trafficFigures({ deps }: Context, { from, to }: Range): Promise<readonly Figure[]> {
  const range = { from: String(from), to: String(to) };
  const refused = { ...range, conclusion: 'block' };
  return [
    {
      id: 'refused',
      title: 'Requests refused',
      tally: await countTransactions(deps.journal, { from, to, conclusion: 'block' }),
      link: link('/explore', refused),
    },
    {
      id: 'requests',
      title: 'Requests',
      tally: await countTransactions(deps.journal, { from, to }),
      link: link('/explore', range),
    },
  ];
}

/** Each figure is counted by the very filter that its link names, so that figure and list cannot differ. */
export async function figuresOf(context: Context, range: Range): Promise<readonly Figure[]> {
  const { views } = context;
  const findings = await views.findings();
  const endpoints = await views.endpoints();
  const active = (await views.mitigations()).rows.filter((row) => row.state === 'active').length;
  return [
    ...findingFigures(range.from).map(([id, title, filter]) => ({
      id,
      title,
      tally: { value: findings.rows.filter((row) => findingMatches(row, filter)).length, exact: !findings.partial },
      link: link('/findings', queryOf(filter)),
    })),
    ...(await trafficFigures(context, range)),
    {
      id: 'blocks',
      title: 'Active responses',
      tally: { value: active, exact: true },
      link: link('/protect', { tab: 'responses', state: 'active' }),
    },
    ...endpointFigures(range.from).map(([id, title, filter]) => ({
      id,
      title,
      tally: { value: endpoints.rows.filter((row) => endpointMatches(row, filter)).length, exact: !endpoints.partial },
      link: link('/inventory', queryOf(filter)),
    })),
  ];
}
