import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SEVERITIES } from '../model/index.ts';
import { isOpen } from '../findings/index.ts';
import { isLoopback } from './address.ts';
import type { Context } from './handler.ts';
import type { Status } from './types.ts';
import { statusOf } from './views/status.ts';

type Labels = Readonly<Record<string, string>>;
interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  readonly samples: readonly { readonly labels?: Labels; readonly value: number }[];
}

/** Prometheus text exposition format 0.0.4. */
function exposition(metrics: readonly Metric[]): string {
  const escaped = (text: string): string =>
    text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  const labelled = (labels: Labels = {}): string => {
    const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
    return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
  };
  const lines = metrics.flatMap(({ name, type, help, samples }) => [
    `# HELP ${name} ${help.replaceAll('\n', ' ')}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(({ labels, value }) => `${name}${labelled(labels)} ${value}`),
  ]);
  return `${lines.join('\n')}\n`;
}

const systemMetrics = (status: Status): readonly Metric[] => [
  {
    name: 'sallyport_info',
    type: 'gauge',
    help: 'Version and mode',
    samples: [{ labels: { version: status.version, mode: status.mode }, value: 1 }],
  },
  {
    name: 'sallyport_start_time_seconds',
    type: 'gauge',
    help: 'Start of the gateway',
    samples: [{ value: status.startedAt / 1_000 }],
  },
  {
    name: 'sallyport_self_test_passed',
    type: 'gauge',
    help: 'Last probe through the gateway: 1 passed, 0 failed',
    samples: status.selfTest.passed === null ? [] : [{ value: Number(status.selfTest.passed) }],
  },
  {
    name: 'sallyport_events_total',
    type: 'counter',
    help: 'What the parts of the program counted; kind lost or swallowed needs a look',
    samples: status.counters.map(({ id, kind, value }) => ({ labels: { id, kind }, value })),
  },
  {
    name: 'sallyport_record_queue_length',
    type: 'gauge',
    help: 'Transactions waiting to be recorded',
    samples: [{ value: status.queue.length }],
  },
  {
    name: 'sallyport_record_queue_limit',
    type: 'gauge',
    help: 'Length at which transactions are dropped',
    samples: [{ value: status.queue.limit }],
  },
  {
    name: 'sallyport_resident_memory_bytes',
    type: 'gauge',
    help: 'Resident memory of the process',
    samples: [{ value: status.memory.rssBytes }],
  },
  {
    name: 'sallyport_journal_rows',
    type: 'gauge',
    help: 'Rows in the journal',
    samples: [{ value: status.journal.rows }],
  },
  {
    name: 'sallyport_journal_bytes',
    type: 'gauge',
    help: 'Bytes of the journal on disk',
    samples: [{ value: status.journal.bytes }],
  },
];

async function stockMetrics({ views, hub }: Context): Promise<readonly Metric[]> {
  const open = (await views.findings()).rows.filter((finding) => isOpen(finding.state));
  const active = (await views.mitigations()).rows.filter((row) => row.state === 'active');
  return [
    {
      name: 'sallyport_open_findings',
      type: 'gauge',
      help: 'Open findings by severity',
      samples: SEVERITIES.map((severity) => ({
        labels: { severity },
        value: open.filter((finding) => finding.severity === severity).length,
      })),
    },
    {
      name: 'sallyport_active_mitigations',
      type: 'gauge',
      help: 'Standing measures',
      samples: [{ value: active.length }],
    },
    {
      name: 'sallyport_endpoints',
      type: 'gauge',
      help: 'Endpoints in the inventory',
      samples: [{ value: (await views.endpoints()).rows.length }],
    },
    {
      name: 'sallyport_live_clients',
      type: 'gauge',
      help: 'Open streams of live updates',
      samples: [{ value: hub.clients }],
    },
  ];
}

/**
 * `/healthz`: the process answers. `/readyz`: the gateway answers too. Neither tells anything else, so both are open;
 * `/metrics` is for this machine or for a token.
 */
export function serveHealth(
  app: FastifyInstance,
  context: Context,
  signedIn: (request: FastifyRequest) => Promise<unknown>,
): void {
  const plain = { schema: { hide: true } };
  app.get('/healthz', plain, (_request, reply) => reply.send({ status: 'ok' }));
  app.get('/readyz', plain, async (_request, reply): Promise<FastifyReply> => {
    const ready = await context.deps.control.status().then(
      () => true,
      () => false,
    );
    return reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'gateway does not answer' });
  });
  app.get('/metrics', plain, async (request, reply): Promise<FastifyReply> => {
    const local = isLoopback(request.socket.remoteAddress ?? '') && request.headers['x-forwarded-for'] === undefined;
    if (!local) await signedIn(request);
    const metrics = [...systemMetrics(await statusOf(context)), ...(await stockMetrics(context))];
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(exposition(metrics));
  });
}
