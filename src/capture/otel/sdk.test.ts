import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { requires } from '../../../test/lib/require.ts';
import { listenTo } from '../../../test/lib/sensors.ts';
import { createOtel } from './otel.ts';

const sdk = requires('opentelemetry');
const ROOT = path.resolve(import.meta.dirname, '../../..');
const EXAMPLE = path.join(ROOT, 'examples/opentelemetry');
const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-otel-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The example's own tracing, with another exporter where one is named. */
function tracing(exporter: string): string {
  const text = readFileSync(path.join(EXAMPLE, 'tracing.cjs'), 'utf8');
  const file = path.join(folder, `${exporter}.cjs`);
  writeFileSync(file, text.replace('exporter-trace-otlp-proto', exporter));
  return file;
}

async function runExample(
  preload: string,
  env: NodeJS.ProcessEnv,
  use: (url: string) => Promise<void>,
): Promise<string> {
  const child = spawn(process.execPath, ['--require', preload, path.join(EXAMPLE, 'server.cjs')], {
    env: { ...process.env, NODE_PATH: path.join(ROOT, 'test/peers/node_modules'), PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = once(child, 'exit');
  try {
    const [chunk] = (await Promise.race([once(child.stdout, 'data'), ended.then(() => [errors])])) as [Buffer];
    const url = /http:\S+/.exec(String(chunk))?.[0];
    if (url === undefined) throw new Error(`the example did not start: ${String(chunk)}`);
    await use(url);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
  return errors;
}

describe.skipIf(!sdk.available)('OpenTelemetry’s own SDK, as examples/opentelemetry sets it up', () => {
  test.each([
    ['exporter-trace-otlp-proto', 'none', ''],
    ['exporter-trace-otlp-proto', 'gzip', 'http'],
    ['exporter-trace-otlp-http', 'gzip', ''],
    ['exporter-trace-otlp-http', 'none', 'http'],
  ])('%s, compression %s, conventions %j', async (exporter, compression, conventions) => {
    const { url: receiver, seen, counted } = await listenTo(createOtel);
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver,
      OTEL_EXPORTER_OTLP_COMPRESSION: compression,
      OTEL_SEMCONV_STABILITY_OPT_IN: conventions,
    };
    let host = '';
    const errors = await runExample(tracing(exporter), env, async (url) => {
      host = new URL(url).host;
      const headers = { authorization: 'Bearer abc', 'user-agent': 'curl/8' };
      expect((await fetch(`${url}/v1/orders/7?a=%27`, { headers })).status).toBe(200);
      expect((await fetch(`${url}/missing`)).status).toBe(404);
    });
    expect(errors).toBe('');
    const exchanges = (await seen.until(2)).toSorted((a, b) => a.request.time - b.request.time);
    expect(
      exchanges.map(({ request, response, end }) => [
        request.sensor,
        request.method,
        request.host,
        request.target,
        response?.status,
        end,
      ]),
    ).toEqual([
      ['otel', 'GET', host, '/v1/orders/7?a=%27', 200, 'answered'],
      ['otel', 'GET', host, '/missing', 404, 'answered'],
    ]);
    const [first] = exchanges;
    expect(first?.request.client.address).toBe('127.0.0.1');
    expect(first?.request.headers).toEqual(
      expect.arrayContaining(['authorization', 'Bearer abc', 'user-agent', 'curl/8']),
    );
    expect(first?.response?.headers).toEqual(['content-type', 'application/json']);
    expect(counted()).toEqual({});
  });
});
