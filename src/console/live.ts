import type { ServerResponse } from 'node:http';
import type { z } from 'zod';
import { LIMITS } from '../model/index.ts';
import type { LiveChange as LiveChangeSchema } from './contract/inputs.ts';

/** What has changed since the last change told. */
export type LiveChange = z.output<typeof LiveChangeSchema>;

/** Tells what analysis and the gateway changed. A listener must return at once. */
export interface LiveFeed {
  /** Returns the function that ends the subscription. */
  subscribe(listener: (change: LiveChange) => void): () => void;
}

const joined = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])];

/** Two changes told as one; lists are cut to the bound and say so. */
export function mergeChanges(a: LiveChange, b: LiveChange): LiveChange {
  const lists = {
    findings: joined(a.findings, b.findings),
    endpoints: joined(a.endpoints, b.endpoints),
    actors: joined(a.actors, b.actors),
    mitigations: joined(a.mitigations, b.mitigations),
  };
  const cut = Object.values(lists).some((list) => list.length > LIMITS.liveIds);
  return {
    at: Math.max(a.at, b.at),
    requests: a.requests + b.requests,
    refused: a.refused + b.refused,
    signals: a.signals + b.signals,
    findings: lists.findings.slice(0, LIMITS.liveIds),
    endpoints: lists.endpoints.slice(0, LIMITS.liveIds),
    actors: lists.actors.slice(0, LIMITS.liveIds),
    mitigations: lists.mitigations.slice(0, LIMITS.liveIds),
    policy: a.policy || b.policy,
    more: a.more || b.more || cut,
  };
}

interface Client {
  readonly response: ServerResponse;
  /** Whether the session behind the stream still stands; asked at each heartbeat, so that signing out ends the stream. */
  readonly stillAllowed: () => Promise<boolean>;
  pending: LiveChange | undefined;
  lastBeat: number;
}

/** Streams of live updates: each client gets at most one update a second, merged from all that happened meanwhile. */
export interface LiveHub {
  /** Starts a stream on a response whose head is written. The caller asks `full` before. */
  add(response: ServerResponse, stillAllowed: () => Promise<boolean>): void;
  readonly clients: number;
  readonly full: boolean;
  close(): void;
}

export function createLiveHub(feed: LiveFeed): LiveHub {
  const clients = new Set<Client>();
  const unsubscribe = feed.subscribe((change) => {
    for (const client of clients)
      client.pending = client.pending === undefined ? change : mergeChanges(client.pending, change);
  });
  const drop = (client: Client): void => {
    clients.delete(client);
    client.response.end();
  };
  const beat = async (client: Client, now: number): Promise<void> => {
    client.lastBeat = now;
    if (await client.stillAllowed()) client.response.write(': alive\n\n');
    else drop(client);
  };
  // A client that does not read keeps its one merged change; nothing queues up for it.
  const tick = (): void => {
    const now = performance.now();
    for (const client of clients) {
      if (client.response.writableNeedDrain) continue;
      if (client.pending !== undefined)
        client.response.write(`event: change\ndata: ${JSON.stringify(client.pending)}\n\n`);
      client.pending = undefined;
      if (now - client.lastBeat >= LIMITS.liveHeartbeatMs) beat(client, now).catch(() => drop(client));
    }
  };
  const timer = setInterval(tick, LIMITS.liveEveryMs).unref();
  return {
    add(response, stillAllowed) {
      const client: Client = { response, stillAllowed, pending: undefined, lastBeat: performance.now() };
      clients.add(client);
      response.once('close', () => clients.delete(client));
      response.once('error', () => clients.delete(client));
      response.write('retry: 2000\n\n');
    },
    get clients() {
      return clients.size;
    },
    get full() {
      return clients.size >= LIMITS.liveClients;
    },
    close() {
      clearInterval(timer);
      unsubscribe();
      for (const client of clients) drop(client);
    },
  };
}
