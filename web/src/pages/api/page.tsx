import { useParams } from 'wouter';
import { urlOf } from '../../api/client.ts';
import { useCall } from '../../api/hooks.ts';
import type { ApiCoverage } from '../../api/types.gen.ts';
import { MatrixAndDrift } from '../../catalogue/drift.tsx';
import { UploadButton } from '../../catalogue/upload.tsx';
import { exactNumber } from '../../lib/format.ts';
import { Tag } from '../../ui/badges.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { A, objectPath } from '../../ui/link.tsx';
import { ObjectHeader } from '../../ui/object-header.tsx';
import { Loaded } from '../../ui/states.tsx';

function SpecificationLinks({ specifications }: Pick<ApiCoverage, 'specifications'>) {
  if (specifications.length === 0) return <>no specification speaks of it.</>;
  return (
    <>
      documented by{' '}
      {specifications.map(({ id, title, version }, index) => (
        <span key={id}>
          {index === 0 ? '' : ', '}
          <A to={objectPath('specification', id)}>
            {title} {version}
          </A>
        </span>
      ))}
      .
    </>
  );
}

function Head({ coverage: { api, specifications } }: { readonly coverage: ApiCoverage }) {
  const list = `/inventory?api=${encodeURIComponent(api.id)}`;
  return (
    <>
      <ObjectHeader
        icon="inventory"
        kind="API"
        id={api.id}
        name={
          <span className="mono">
            {api.host}
            {api.basePath === '/' ? '' : api.basePath}
          </span>
        }
        state={
          specifications.length === 0 ? <Tag tone="medium">No specification</Tag> : <Tag tone="good">Specified</Tag>
        }
        lastSeen={api.lastSeen}
        sentence={
          <>
            {exactNumber(api.requests)} requests; <SpecificationLinks specifications={specifications} />
          </>
        }
        actions={
          <>
            <a href={urlOf('exportOpenApi', { params: { id: api.id } })} download={`openapi-${api.id}.json`}>
              OpenAPI as seen
            </a>
            <UploadButton host={api.host} />
          </>
        }
      />
      <Figures label="Figures">
        <Figure title="Endpoints" value={api.endpoints} to={list} />
        <Figure title="Without sign-in" value={api.unauthenticated} to={`${list}&authentication=none`} />
        <Figure title="With sensitive data" value={api.sensitive} to={`${list}&sensitive=true`} />
      </Figures>
    </>
  );
}

/** One API beside its documents: what is missing on either side, and what differs. */
export function ApiPage() {
  const { id } = useParams<{ id: string }>();
  const coverage = useCall('coverage', () => ({ params: { id } }), [id]);
  return (
    <Loaded query={coverage} lines={14}>
      {(data) => (
        <>
          <Head coverage={data} />
          <MatrixAndDrift pairs={data.rows} label="Documented against seen" />
        </>
      )}
    </Loaded>
  );
}
