import type { AuthUse, EndpointDetail } from '../../api/types.gen.ts';
import { exactNumber, percent, span } from '../../lib/format.ts';
import { Facts, Panel, type Fact } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { NothingWrong } from '../../ui/states.tsx';
import { Captured } from '../../ui/captured.tsx';
import { Authentication } from '../inventory/columns.tsx';

const ANSWERS = {
  same: 'the same as with credentials',
  different: 'others than with credentials',
  unknown: 'too few to tell whether they differ',
} as const;

function anonymousFacts({ endpoint, row }: EndpointDetail): readonly Fact[] {
  const { anonymous, requests } = endpoint;
  const demanded: Fact = { name: 'Demanded', value: <Authentication row={row} /> };
  if (anonymous === undefined) return [demanded, { name: 'Without credentials', value: 'not counted' }];
  return [
    demanded,
    {
      name: 'Without credentials',
      value: `${exactNumber(anonymous.requests)} requests, ${percent(requests === 0 ? Number.NaN : anonymous.requests / requests)} of all; ${exactNumber(anonymous.accepted)} let in`,
    },
    { name: 'Their answers', value: ANSWERS[anonymous.answers] },
  ];
}

function Names({ counts }: { readonly counts: Readonly<Record<string, number>> }) {
  const names = Object.entries(counts).toSorted((a, b) => b[1] - a[1]);
  if (names.length === 0) return <span className="quiet">none seen</span>;
  return names.map(([name, times]) => (
    <div key={name}>
      <Captured text={name} /> <span className="quiet">{exactNumber(times)}</span>
    </div>
  ));
}

const seconds = (length: number): string => span(length * 1_000);

function TokenPanel({ use, token }: { readonly use: AuthUse; readonly token: NonNullable<AuthUse['token']> }) {
  const { lifetime } = token;
  return (
    <Panel title={`Tokens: ${use.scheme} in ${use.location} ${use.name}`} note="facts of the tokens; no token is kept">
      <Facts
        facts={[
          { name: 'Kind', value: token.kind === 'jwt' ? 'JSON Web Token' : 'opaque: nothing can be read from it' },
          ...(token.kind === 'jwt'
            ? [
                { name: 'Algorithms', value: <Names counts={token.algorithms} /> },
                { name: 'Issuers', value: <Names counts={token.issuers} /> },
                { name: 'Audiences', value: <Names counts={token.audiences} /> },
                { name: 'Scopes and roles', value: <Names counts={token.scopes} /> },
                {
                  name: 'Lifetime',
                  value:
                    lifetime === undefined
                      ? 'not known'
                      : lifetime.minimum === lifetime.maximum
                        ? seconds(lifetime.minimum)
                        : `${seconds(lifetime.minimum)} to ${seconds(lifetime.maximum)}`,
                },
                { name: 'Without expiry', value: exactNumber(token.withoutExpiry) },
              ]
            : []),
        ]}
      />
    </Panel>
  );
}

/** How callers prove who they are here, and what happens without. */
export function AuthTab({ data }: { readonly data: EndpointDetail }) {
  const { auth } = data.endpoint;
  return (
    <>
      <Panel title="Sign-in" note="judged by what was let in">
        <Facts facts={anonymousFacts(data)} />
      </Panel>
      <Panel title="Schemes seen" flush>
        {auth.length === 0 ? (
          <NothingWrong title="No request was judged yet." checked="Headers, cookies, query and TLS are looked at." />
        ) : (
          <SimpleTable
            label="Schemes seen"
            rows={auth}
            rowKey={({ scheme, location, name }) => `${scheme} ${location} ${name}`}
            columns={[
              { title: 'Scheme', cell: ({ scheme }) => scheme },
              { title: 'Where', cell: ({ location, name }) => (location === '-' ? 'nowhere' : `${location} ${name}`) },
              { title: 'Requests', align: 'end', cell: ({ requests }) => exactNumber(requests) },
              {
                title: 'Let in',
                align: 'end',
                cell: ({ requests, accepted }) => (
                  <span title={`${exactNumber(accepted)} of ${exactNumber(requests)}`}>
                    {percent(requests === 0 ? Number.NaN : accepted / requests)}
                  </span>
                ),
              },
            ]}
          />
        )}
      </Panel>
      {auth.map((use) =>
        use.token === undefined ? null : (
          <TokenPanel key={`${use.scheme} ${use.location} ${use.name}`} use={use} token={use.token} />
        ),
      )}
    </>
  );
}
