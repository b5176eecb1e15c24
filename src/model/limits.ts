/** Every bound in one place, with its reason (architecture, law 4). Bytes, counts, or milliseconds as the name says. */
export const LIMITS = {
  /** Body bytes inspected; 64 KB holds the event loop for about 0.4 ms (docs: hot path). */
  inspectedBodyBytes: 65_536,
  /** Decompressed bytes inspected of a compressed body: a bomb stops here. */
  decompressedBytes: 262_144,
  /** Request head bytes accepted by the listener; larger is 431. Common servers take 8 to 64 KB. */
  headBytes: 65_536,
  /** Header lines accepted; Node drops further ones silently, so a larger count is refused before that. */
  headerLines: 512,
  jsonDepth: 64,
  jsonValues: 20_000,
  /** Leaf values judged in one transaction; the rest is counted as not inspected. */
  leafValues: 2_000,
  /** Characters of one leaf value judged. */
  leafChars: 65_536,
  queryPairs: 1_000,
  cookies: 200,
  /** Signals kept on one transaction; more say nothing new. */
  signalsPerTransaction: 16,
  excerptChars: 160,
  /** Object references taken from one request. */
  objectsPerRequest: 8,
  /** Actors with live state; the least recently seen leaves first. About 400 bytes each. */
  actors: 100_000,
  /** Distinct objects or names remembered by one actor and rule; beyond it only the count goes on. */
  distinctPerActor: 256,
  mitigations: 100_000,
  /** Cached token → actor look-ups. */
  principalCache: 50_000,
  /** Transactions waiting for the recorder; beyond it they are counted as dropped, never waited for. */
  recordQueue: 65_536,
  /** Records handed over in one message. */
  recordBatch: 256,
  /** How long a partly filled batch waits. */
  recordFlushMs: 50,
  /** Characters of a body kept in a sample. */
  sampleBodyChars: 16_384,
  /** Examples and transactions kept as evidence. */
  evidenceTransactions: 20,
  endpoints: 50_000,
  /** Distinct segment values remembered at one place of the path tree. */
  segmentValues: 2_000,
  segmentChars: 256,
  fieldsPerEndpoint: 2_000,
  clientHeaderMs: 20_000,
  clientRequestMs: 300_000,
  keepAliveMs: 65_000,
  upstreamConnectMs: 5_000,
  upstreamHeadersMs: 60_000,
  upstreamBodyIdleMs: 120_000,
  upstreamConnections: 256,
  drainMs: 10_000,
} as const;
