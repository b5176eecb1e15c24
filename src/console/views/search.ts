import type { Context } from '../handler.ts';

export interface Hit {
  readonly kind: 'endpoint' | 'finding' | 'actor' | 'request' | 'response' | 'rule';
  readonly id: string;
  readonly title: string;
  readonly link: string;
}

/** Hits of one kind; the list page has the rest. */
const EACH = 5;

/** Objects by id first, then by a part of their name. */
export async function searchFor({ deps, views }: Context, text: string): Promise<readonly Hit[]> {
  const wanted = text.toLowerCase();
  const endpoints = (await views.endpoints()).rows.map((row): Hit => ({
    kind: 'endpoint',
    id: row.id,
    title: `${row.method} ${row.host}${row.template}`,
    link: `/endpoints/${row.id}`,
  }));
  const findings = (await views.findings()).rows.map((row): Hit => ({
    kind: 'finding',
    id: row.id,
    title: row.title,
    link: `/findings/${row.id}`,
  }));
  const actors = (await views.actors()).rows.map((row): Hit => ({
    kind: 'actor',
    id: row.id,
    title: row.label,
    link: `/actors/${row.id}`,
  }));
  const responses = (await views.mitigations()).rows.map((row): Hit => ({
    kind: 'response',
    id: row.id,
    title: `${row.label}: ${row.reason}`,
    link: `/protect?tab=responses&target=${encodeURIComponent(row.target.value)}`,
  }));
  const rules = deps.rules.map((rule): Hit => ({
    kind: 'rule',
    id: rule.id,
    title: rule.title,
    link: `/protect?tab=policy&rule=${rule.id}`,
  }));
  const request = await deps.journal.get(text);
  const exact: readonly Hit[] =
    request === undefined
      ? []
      : [
          {
            kind: 'request',
            id: request.id,
            title: `${request.method} ${request.host}${request.path}`,
            link: `/requests/${request.id}`,
          },
        ];
  const some = [endpoints, findings, actors, responses, rules].flatMap((hits) =>
    hits
      .filter((hit) => hit.id.toLowerCase() === wanted || hit.title.toLowerCase().includes(wanted))
      .toSorted((a, b) => Number(b.id.toLowerCase() === wanted) - Number(a.id.toLowerCase() === wanted))
      .slice(0, EACH),
  );
  return [...exact, ...some];
}
