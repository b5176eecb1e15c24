import path from 'node:path';
import grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { expect, onTestFinished } from 'vitest';
import { listenTo, type Listening } from './sensors.ts';
import type { RequestHead } from '../../src/model/index.ts';
import { FORWARD, type Direction, type EndReport, type Gate } from '../../src/capture/gate.ts';
import { createEnvoy } from '../../src/capture/envoy/envoy.ts';

const PROTOS = path.resolve(import.meta.dirname, '../fixtures/envoy');
const REFUSAL: Direction = {
  type: 'answer',
  status: 403,
  headers: ['content-type', 'application/json', 'content-length', '18', 'x-sallyport-id', 't-1'],
  body: Buffer.from('{"error":"no, ü"}'),
};

export interface Passed {
  readonly head: RequestHead;
  readonly body: string | null;
  status?: number;
  report?: EndReport;
}

/** A gate that refuses what stands under /refused, and remembers what passed it. */
export function gate(): { readonly gate: Gate; readonly passed: readonly Passed[] } {
  const passed: Passed[] = [];
  return {
    passed,
    gate: {
      open(head) {
        let one: Passed = { head, body: null };
        return {
          judge(body) {
            one = { head, body: body && Buffer.from(body.bytes).toString() };
            passed.push(one);
            return head.target.startsWith('/refused') ? REFUSAL : FORWARD;
          },
          answered(response) {
            one.status = response.status;
            return 10;
          },
          end(report) {
            expect(one.report).toBeUndefined();
            one.report = report;
          },
        };
      },
    },
  };
}

export interface Clients {
  check(request: object): Promise<{ status: { code: number } | null; [more: string]: unknown }>;
  log(): { write(message: object): boolean; end(): void; readonly answered: Promise<unknown> };
}

type ServiceClient = grpc.Client & {
  Check(request: object, done: (error: Error | null, answer: never) => void): void;
  StreamAccessLogs(done: (error: Error | null, answer: unknown) => void): grpc.ClientWritableStream<object>;
};

/** The real gRPC client of Node, with the names and numbers of Envoy's published API. */
export function clients({ bound }: Listening): Clients {
  const options = { includeDirs: [PROTOS], keepCase: true, defaults: true, oneofs: true, longs: Number };
  const make = (file: string, ...names: readonly string[]): ServiceClient => {
    let found: unknown = grpc.loadPackageDefinition(loadSync(file, options));
    for (const name of names) found = (found as Readonly<Record<string, unknown>>)[name];
    const Client = found as new (address: string, credentials: grpc.ChannelCredentials) => ServiceClient;
    const client = new Client(`127.0.0.1:${bound.port}`, grpc.credentials.createInsecure());
    onTestFinished(() => client.close());
    return client;
  };
  const authorization = make('authorization.proto', 'envoy', 'service', 'auth', 'v3', 'Authorization');
  const logs = make('accesslog.proto', 'envoy', 'service', 'accesslog', 'v3', 'AccessLogService');
  return {
    check: (request) =>
      new Promise((resolve, reject) => {
        authorization.Check(request, (error, answer) => (error ? reject(error) : resolve(answer)));
      }),
    log() {
      let settle = { resolve: (_: unknown) => {}, reject: (_: unknown) => {} };
      const answered = new Promise((resolve, reject) => (settle = { resolve, reject }));
      answered.catch(() => {});
      const call = logs.StreamAccessLogs((error, answer) => (error ? settle.reject(error) : settle.resolve(answer)));
      return { write: (message) => call.write(message), end: () => call.end(), answered };
    },
  };
}

export const listenEnvoy = async (own: Gate): Promise<Listening> =>
  listenTo((parts) => createEnvoy({ ...parts, gate: own }));

export const asks = (http: object): object => ({
  attributes: {
    source: { address: { socket_address: { address: '198.51.100.7', port_value: 4711 } }, principal: 'spiffe://x/y' },
    request: {
      time: { seconds: Math.floor(Date.now() / 1_000), nanos: 500_000_000 },
      http: {
        id: '77',
        method: 'GET',
        path: '/',
        host: 'API.example',
        scheme: 'https',
        protocol: 'HTTP/2',
        size: -1,
        ...http,
      },
    },
  },
});
export const entry = (
  request: object,
  response: object = { response_code: { value: 200 } },
  common: object = {},
): object => ({
  common_properties: {
    downstream_remote_address: { socket_address: { address: '198.51.100.7' } },
    downstream_direct_remote_address: { socket_address: { address: '10.0.0.9' } },
    start_time: { seconds: Math.floor(Date.now() / 1_000) },
    time_to_last_downstream_tx_byte: { nanos: 250_000_000 },
    ...common,
  },
  protocol_version: 3,
  request: { request_method: 'GET', scheme: 'https', authority: 'api.example', path: '/orders/7?a=1', ...request },
  response,
});
export const entries = (...log_entry: readonly object[]): object => ({ http_logs: { log_entry } });
