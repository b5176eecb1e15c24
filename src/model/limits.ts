/** Every bound in one place, with its reason (architecture, law 4). Bytes, counts, or milliseconds as the name says. */
export const LIMITS = {
  /** Body bytes inspected; 64 KB holds the event loop for about 0.4 ms (docs: hot path). */
  inspectedBodyBytes: 65_536,
  /** Bytes of a request's body that the gateway gathers and judges before any of it goes on: attackers put up to 128 KB of
   * padding before what they have to say, since many filters stop there. An honest body of this size takes about a
   * millisecond. */
  judgedBodyBytes: 262_144,
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
  /** Characters of one leaf value judged at a time; a longer one is judged piece by piece, each with the end of the one before. */
  leafChars: 65_536,
  leafOverlapChars: 1_024,
  leafPieces: 8,
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
  /** Data classes of the owner's; each is asked about every value that is looked at. */
  ownDataClasses: 100,
  /** Characters of one pattern in them, and of the values they are asked about. */
  patternChars: 500,
  patternValueChars: 256,
  /** Ways in which a pattern may be tried on one value: about 5 ms at worst. */
  patternSteps: 250_000,
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
  /** Calls of one batch that are looked at; honest clients send tens. */
  operationsPerRequest: 100,
  /** Named operations at one place; clients invent names, so the least used quarter joins the plain endpoint beyond it. */
  operationsPerPlace: 1_000,
  operationNameChars: 200,
  /** Tokens of a GraphQL document: about a millisecond, once for each document; full introspection has 400. */
  graphqlTokens: 2_000,
  /** MCP tools kept with an endpoint, and what is kept of one. */
  toolsPerEndpoint: 256,
  toolDescriptionChars: 4_000,
  toolSchemaChars: 16_384,
  /** Hosts learned from; the Host header is the client's word, so it is bounded. */
  inventoryHosts: 1_000,
  /** Media types told apart at one endpoint, each way. */
  mediaTypes: 32,
  /** Ways of authentication told apart at one endpoint; names of headers are the client's word. */
  credentialKinds: 24,
  /** Templates an owner corrected; each is compared with every path of its host when templates are made. */
  corrections: 1_000,
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
  /** Files that the inputs of one import stand for, and folders within folders that are looked into. */
  importFiles: 100_000,
  importFolderDepth: 32,
  /** Messages of one WebSocket that an importer keeps, and their bytes together; the shapes repeat long before. */
  messagesPerExchange: 1_000,
  messageBytesPerExchange: 1_048_576,
  /** Folders within folders, and requests, of one Postman collection; people write a few hundred. */
  collectionDepth: 64,
  collectionRequests: 50_000,
  /** Characters of one text after its variables were filled in: variables may hold variables. */
  collectionTextChars: 1_048_576,
  /** Bytes of one captured packet or one block of a capture file: tcpdump's largest snapshot is 262,144. */
  capturePacketBytes: 1_048_576,
  captureInterfaces: 1_024,
  /** TCP connections of a capture followed at a time, and the bytes they hold together; the longest idle leaves first. */
  captureConnections: 20_000,
  captureHeldBytes: 134_217_728,
  /** Bytes and segments of one direction that wait for an earlier one; beyond it that one counts as lost. Linux receives
   * into 6 MB at most. */
  captureAheadBytes: 6_291_456,
  captureAheadSegments: 8_192,
  /** A connection of a capture without a packet for so long is over. */
  captureIdleMs: 300_000,
  /** Bytes of a header block of HTTP/2, packed and unpacked. */
  captureHeaderBytes: 262_144,
  /** Requests of one connection that wait for their answers: pipelined, or streams of HTTP/2. */
  captureWaiting: 1_000,
  /** Bytes out for one byte in beyond which a compressed file is a bomb; logs reach 30, DEFLATE 1,032 at most. */
  importInflation: 400,
  /** Bytes of one source file searched for routes; larger ones are generated or bundled. */
  sourceFileBytes: 1_048_576,
  /** Files of a source tree looked at, and how deep its folders go. */
  sourceFiles: 500_000,
  sourceFolders: 64,
  /** Bytes of source kept parsed, files that name a framework first; a syntax tree takes about 25 times its text. */
  sourceParsedBytes: 25_165_824,
  /** Imports followed from a file that names a framework through files that name none: constants, factories, indexes. */
  sourceHops: 3,
  /** Nesting of source text that is followed; people write up to about 30 levels. */
  sourceDepth: 200,
  /** Expressions evaluated while routes are followed through one repository: about ten seconds. */
  sourceSteps: 10_000_000,
  /** Calls followed into one another, and how often into the same function. */
  sourceCalls: 24,
  sourceEntries: 64,
  sourceRoutes: 100_000,
  /** Places named in the report of what could not be followed; beyond it only the count goes on. */
  sourceNotes: 50,
  /** Time for one repository. */
  sourceMs: 300_000,
  /** Messages of each side of an open WebSocket that the gateway looks at, their bytes together with 256 for each, and what
   * all open ones hold; beyond it a side is passed on unread. Shapes repeat long before. */
  tunnelMessages: 100,
  tunnelMessageBytes: 65_536,
  tunnelsHeldBytes: 67_108_864,
  clientHeaderMs: 20_000,
  /** From head to the whole of a body that is gathered for judging; streamed ones are timed by progress alone. */
  clientRequestMs: 300_000,
  /** No byte moved by the client in the middle of a body, either way. */
  clientIdleMs: 30_000,
  /** Open client connections; further ones are closed at once and counted. About 15 KB each when idle. */
  clientConnections: 50_000,
  /** HTTP/2 streams open on one connection, and on all together; a stream costs about what an HTTP/1.1 connection does. */
  streamsPerConnection: 250,
  clientStreams: 100_000,
  /** HTTP/2 streams that one connection may open and take back at once, and how many more each second: their work is done
   * without counting towards `streamsPerConnection` (CVE-2023-44487). Calls cancelled by a deadline stay far below. */
  streamResets: 1_000,
  streamResetsPerSecond: 100,
  /** PING and SETTINGS frames one connection may send a second; bandwidth probes of gRPC clients reach some hundreds. */
  controlFramesPerSecond: 2_000,
  /** How long the first byte of a stream of messages (gRPC, NDJSON) is waited for before its head alone is judged. */
  streamStartMs: 50,
  /** No byte either way on a stream of messages: calls that only wait are common, those of more than an hour are not. */
  streamIdleMs: 3_600_000,
  /** How often certificate files are looked at. */
  certificatePollMs: 5_000,
  /** Rest of a refused body that is read and thrown away so that the client sees the answer; beyond it the connection is cut. */
  discardedBodyBytes: 1_048_576,
  /** How long a connection that sent something unreadable may still read its answer. */
  lingerMs: 1_000,
  keepAliveMs: 65_000,
  upstreamConnectMs: 5_000,
  upstreamHeadersMs: 60_000,
  upstreamBodyIdleMs: 120_000,
  /** Silence of an HTTP/2 connection to the upstream with streams open, after which a PING asks whether it is still there. */
  upstreamProbeMs: 10_000,
  upstreamConnections: 256,
  /** Requests waiting for an upstream connection; beyond it they are answered 503. */
  upstreamQueue: 4_096,
  /** Idle upstream connections are closed after this: shorter than the 5 s of common servers, so that they do not close first. */
  upstreamIdleMs: 4_000,
  drainMs: 10_000,
  /** Open connections of one sensor's listener; proxies keep tens. */
  sensorConnections: 512,
  /** Bytes of one message to a sensor (spans, access-log entries, a batch of exchanges) as sent, and decompressed. OpenTelemetry's
   * SDKs send 512 spans at a time, about 1 MB. */
  sensorMessageBytes: 4_194_304,
  sensorInflatedBytes: 16_777_216,
  /** Bytes that one sensor's listener holds of messages still arriving; beyond it further ones are told to come later. */
  sensorHeldBytes: 67_108_864,
  /** Exchanges a sensor hands on before it lets the gateway's own work go first. */
  sensorTurn: 32,
  /** How old or new the time of a sensor's event may be; outside it the time of arrival is taken, so that a wrong clock does
   * not disorder the journal. */
  sensorLateMs: 3_600_000,
  sensorEarlyMs: 60_000,
  /** Longest exchange a sensor may tell of; what is said to last longer is cut to it. */
  sensorDurationMs: 86_400_000,
  /** Requests that wait for word of their answers from the same proxy's log: how many, their bytes, and how long. */
  sensorWaiting: 10_000,
  sensorWaitingBytes: 67_108_864,
  sensorWaitingMs: 75_000,
  /** Attributes of one span that are read; SDKs stop at 128. */
  spanAttributes: 256,
  /** Exchanges and their bytes that the middleware keeps for the collector; what does not fit is dropped and counted. */
  middlewareQueue: 1_000,
  middlewareQueueBytes: 16_777_216,
  /** Exchanges in one batch, how long a partly filled one waits, and how long the collector may take. */
  middlewareBatch: 100,
  middlewareFlushMs: 1_000,
  middlewareTimeoutMs: 10_000,
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
  /** Bytes of a specification file: the largest public ones have 10 to 12 MB. */
  specificationBytes: 33_554_432,
  /** The same as the text of a JSON call: quotes and line ends are escaped, binary is base64. */
  specificationUploadBytes: 50_331_648,
  /** Reading one, in a thread of its own: 10 MB of YAML take about 7 s on an idle core. */
  specificationMs: 180_000,
  /** Heap of that thread: 10 MB of YAML take 1.1 GB. */
  specificationHeapMb: 2_048,
  /** Aliases of a YAML document resolved; more are a bomb, people write dozens. */
  specificationAliases: 1_000,
  specificationDepth: 24,
  specificationOperations: 20_000,
  /** Fields of one document, about 100 bytes each. */
  specificationFields: 300_000,
  /** Elements of an XML document, and lexical tokens of a GraphQL schema. */
  specificationElements: 500_000,
  specificationTokens: 2_000_000,
  /** What was wrong with a document; more help nobody. */
  specificationProblems: 100,
  specifications: 200,
  /** Differences in one entry of the inventory's log; further ones are counted. */
  differencesPerChange: 40,
  /** Characters of one statement about a difference. */
  differenceChars: 300,
  /** Observations before the shape of an endpoint counts as known: what comes to light earlier is learning, not change. */
  settledRequests: 50,
  /** Silence after which an endpoint is gone, and a documented operation was never called. */
  goneAfterDays: 30,
  /** Endpoints remembered after they left the inventory, so that their return is told; as many as it holds. Up to 100 bytes
   * each in memory. The longest gone are forgotten. */
  goneEndpoints: 50_000,
  /** Entries that one save adds to the inventory's log; the rest follow with the next. */
  changesPerSave: 1_000,
  /** Rows of an owners file. */
  ownerRules: 10_000,
} as const;
