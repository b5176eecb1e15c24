import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sallyport } from '../lib/cli.ts';

const folder = path.resolve(import.meta.dirname, '../../examples/imports');

interface Found {
  readonly transactions: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly endpoints: readonly { readonly method: string; readonly host: string; readonly template: string }[];
}

/** Each line of docs/guides/discover.md on a sample of its format. */
const SAMPLES: readonly (readonly [file: string, transactions: number, places: readonly string[]])[] = [
  ['browser.har', 4, ['GET /v1/chat', 'GET /v1/rides/{rideId}', 'GET /v1/rides/{rideId}/events']],
  ['entries.ndjson', 3, ['GET /v1/tickets/{ticketId}']],
  ['access.log', 4, ['GET /v1/parcels/{parcelId}']],
  ['burp.xml', 3, ['GET /v1/loans/{loanId}', 'POST /v1/loans']],
  [
    'farm.postman_collection.json',
    3,
    ['GET /v1/fields/{fieldId}', 'GET /v1/fields/{fieldId}/harvests', 'POST /v1/fields'],
  ],
  [
    'traffic.pcap',
    8,
    ['GET /v1/drivers/{driverId}', 'GET /v1/track', 'GET /v1/trips', 'GET /v1/trips/{tripId}', 'POST /v1/trips'],
  ],
];

async function discover(args: readonly string[], input?: Buffer): Promise<Found & { readonly code: number | null }> {
  const { code, stdout } = await sallyport(['discover', ...args, '--json'], input ? { input } : {});
  return { ...(JSON.parse(stdout) as Found), code };
}
const places = (found: Found): string[] =>
  [...new Set(found.endpoints.map(({ method, template }) => `${method} ${template}`))].toSorted();

describe('the samples of examples/imports', () => {
  test.each(SAMPLES)('%s', async (file, transactions, expected) => {
    const found = await discover([path.join(folder, file)]);
    expect([found.code, found.transactions, found.skipped, places(found)]).toEqual([0, transactions, {}, expected]);
  });

  test('are all there and all tried', () =>
    expect(readdirSync(folder).toSorted()).toEqual(
      [...SAMPLES.map(([file]) => file), 'test.postman_environment.json'].toSorted(),
    ));

  test('as a folder, where what is no recording is counted', async () => {
    const found = await discover([folder]);
    const all = SAMPLES.reduce((sum, [, transactions]) => sum + transactions, 0);
    expect([found.code, found.transactions, found.skipped]).toEqual([6, all, { 'other-file': 1 }]);
  });

  test('by a pattern', async () =>
    expect(places(await discover([path.join(folder, '*.ndjson')]))).toEqual(['GET /v1/tickets/{ticketId}']));

  test('from standard input', async () => {
    const found = await discover(['-'], readFileSync(path.join(folder, 'traffic.pcap')));
    expect([found.code, found.transactions]).toEqual([0, 8]);
  });

  test('of Postman with an environment', async () => {
    const environment = path.join(folder, 'test.postman_environment.json');
    const found = await discover([path.join(folder, 'farm.postman_collection.json'), '--postman-env', environment]);
    expect([...new Set(found.endpoints.map(({ host }) => host))]).toEqual(['test.farm.example']);
  });

  test('with a file that is no environment', async () => {
    const wrong = await sallyport(['discover', folder, '--postman-env', path.join(folder, 'browser.har')], {});
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('SP4002')]);
  });

  test('what nothing matches is an error', async () => {
    const nothing = await sallyport(['discover', path.join(folder, '*.none')], {});
    expect([nothing.code, nothing.stderr]).toEqual([1, expect.stringContaining('SP4001')]);
  });
});
