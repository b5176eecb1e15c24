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
  /** Characters of one value that are read in other encodings as well: up to six readings, each judged like the value. */
  decodedChars: 16_384,
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
  /** Endpoints whose usual traffic one rule remembers; up to 5 KB each. */
  sharedStates: 10_000,
  /** Objects of one endpoint whose readers are remembered, to tell public objects from private ones. */
  readersPerEndpoint: 256,
  mitigations: 100_000,
  /** Characters of a policy file; a person writes a few thousand. */
  policyChars: 1_048_576,
  /** Each is compared with every request that has a signal. */
  policyExceptions: 1_000,
  /** Cached token → actor look-ups. */
  principalCache: 50_000,
  /** Transactions waiting for the recorder; beyond it they are counted as dropped, never waited for. */
  recordQueue: 65_536,
  /** Records handed over in one message and written in one commit: 256 cost a quarter more, 4,096 save nothing. */
  recordBatch: 512,
  /** How long a partly filled batch waits. */
  recordFlushMs: 100,
  /** Exchanges of one endpoint and status class learned from in full, then 1 in `learnEvery`: parsing both bodies of
   * every exchange is the largest single cost of the control thread. */
  learnInFull: 500,
  /** Of these, so many are taken however much there is to learn. */
  learnAtOnce: 8,
  /** All others together: about a twentieth of a core. */
  learnPerSecond: 500,
  learnEvery: 64,
  /** Of the clean transactions, 1 in so many keeps a redacted sample for people to read; those with signals all do. */
  sampleEvery: 100,
  /** Characters of a body kept in a sample. */
  sampleBodyChars: 16_384,
  /** Examples and transactions kept as evidence. */
  evidenceTransactions: 20,
  endpoints: 50_000,
  /** Distinct segment values remembered at one place of the path tree. */
  segmentValues: 2_000,
  segmentChars: 256,
  fieldsPerEndpoint: 2_000,
  /** Hosts learned from; the Host header is the client's word, so it is bounded. */
  inventoryHosts: 1_000,
  /** Words kept apart at one place before those judged to be values are merged for good. */
  wordsPerPlace: 64,
  /** Places, operations and fields held by the learner together; about 300 bytes each, so 300 MB at most. */
  inventoryItems: 1_000_000,
  /** Hashes of short body strings remembered for one host: does a path word recur as a value? 16 bytes each. */
  bodyWordsPerHost: 20_000,
  /** Events kept in a finding's timeline; the opening and the latest stay. */
  findingEvents: 200,
  /** Records one page of the journal gives. */
  journalPage: 1_000,
  /** Records in one step of a replay: large enough to hide the call, small enough to stay under 1 MB. */
  replayBatch: 1_000,
  /** Rows one journal query looks at for conditions without an index: about a quarter of a second on the control thread. */
  journalScanRows: 250_000,
  /** Per-minute rows one call gives: a day of 300 endpoints. Ask for one endpoint or for the sum when there are more. */
  rollupRows: 432_000,
  /** Days of the journal open at a time, each with up to 8 MB of cache. */
  journalOpenDays: 6,
  /** Recurring strings of one journal file held in memory. */
  journalTexts: 20_000,
  /** Records the in-memory journal holds; about 1 KB each. */
  memoryJournalRecords: 200_000,
  /** Counters, and as many keys, of the in-process shared state. */
  sharedKeys: 100_000,
  /** Bytes of one HAR entry: bodies recorded as base64 are large; longer ones are skipped and counted. */
  importEntryBytes: 67_108_864,
  /** Bytes of one access-log line; servers accept heads of 64 KB at most and escape each byte as four characters. */
  importLineBytes: 1_048_576,
  /** Bytes out for one byte in beyond which a compressed file is a bomb; logs reach 30, DEFLATE 1,032 at most. */
  importInflation: 400,
  clientHeaderMs: 20_000,
  /** From head to the whole of a body that is gathered for judging; streamed ones are timed by progress alone. */
  clientRequestMs: 300_000,
  /** No byte moved by the client in the middle of a body, either way. */
  clientIdleMs: 30_000,
  /** Open client connections; further ones are closed at once and counted. About 15 KB each when idle. */
  clientConnections: 50_000,
  /** Rest of a refused body that is read and thrown away so that the client sees the answer; beyond it the connection is cut. */
  discardedBodyBytes: 1_048_576,
  /** How long a connection that sent something unreadable may still read its answer. */
  lingerMs: 1_000,
  keepAliveMs: 65_000,
  upstreamConnectMs: 5_000,
  upstreamHeadersMs: 60_000,
  upstreamBodyIdleMs: 120_000,
  upstreamConnections: 256,
  /** Requests waiting for an upstream connection; beyond it they are answered 503. */
  upstreamQueue: 4_096,
  /** Idle upstream connections are closed after this: shorter than the 5 s of common servers, so that they do not close first. */
  upstreamIdleMs: 4_000,
  drainMs: 10_000,
  /** Users, orders and carts the demo's shop keeps each; the oldest leaves first. */
  demoRecords: 5_000,
  /** Bytes of a request body the demo's shop reads; larger is 413. */
  demoBodyBytes: 65_536,
  /** Rows of one kind the console sorts and filters in memory, about 500 bytes each. */
  consoleRows: 100_000,
  /** Shortest age at which the console reads its rows again. */
  consoleRowsMs: 1_000,
  /** Journal rows read to count the matches of a filter; beyond it the figure is "at least". */
  countedRows: 10_000,
  /** Journal rows read to tell the story of one actor. */
  storyRows: 1_000,
  /** Slots of one traffic chart: more than a screen has room for helps nobody. */
  trafficSlots: 360,
  /** Open streams of live updates. */
  liveClients: 64,
  /** Shortest time between two updates of one stream, and the silence after which it says that it lives. */
  liveEveryMs: 1_000,
  liveHeartbeatMs: 15_000,
  /** Ids of one kind in one update; more only say "many". */
  liveIds: 50,
  /** Bytes of a management API request: a policy text fits with every character escaped, nothing else is large. */
  consoleBodyBytes: 4_194_304,
  /** One-time sign-in links that are still good, and how long each is. */
  signInLinks: 32,
  signInLinkMs: 600_000,
  /** How long a browser stays signed in. */
  sessionMs: 43_200_000,
  /** Failed sign-ins from one address within the window before it has to wait. */
  failedSignIns: 10,
  failedSignInMs: 300_000,
  /** Addresses whose failed sign-ins are remembered. */
  failedSignInAddresses: 1_000,
  /** Actions on findings that can be taken back, and for how long. */
  undoActions: 200,
  undoMs: 600_000,
} as const;
