import type { Leaf } from '../../model/index.ts';
import { defineResponseRule, type AnsweredRequest, type ValueAnswer } from '../define.ts';
import { fires, silent } from './directory-listing.examples.ts';
import { createPhrases, surest, type MarkedPhrase } from './phrases.ts';

interface ListingForm extends MarkedPhrase {
  readonly server: string;
  readonly sure: number;
}

type Row = readonly [server: string, sure: number, literals: string | readonly string[], ...marks: RegExp[]];

/** Pages as the servers themselves write them: Apache `mod_autoindex`, nginx `ngx_http_autoindex_module`, IIS, and others. */
const ROWS: readonly Row[] = [
  [
    'Apache',
    0.95,
    'index of /',
    /<h1>Index of \/[^<]{0,300}<\/h1>/i,
    /\?C=[NMSD];O=[AD]|<a href="[^"]{1,300}">Parent Directory<\/a>|\bParent Directory<\/a>|<address>Apache/i,
  ],
  ['nginx', 0.95, 'index of /', /<h1>Index of \/[^<]{0,300}<\/h1>\s{0,4}<hr>\s{0,4}<pre>/i],
  [
    'a server of files',
    0.9,
    'index of ',
    /<title>Index of (?:\/[^<]{0,300}|[^<]{1,300}\/)<\/title>/i,
    /<a href="(?:\.\.\/?|[^"/]{1,200}\/?)"/i,
  ],
  ['IIS', 0.95, 'to parent directory', /<A HREF="[^"]{1,300}">\[To Parent Directory\]<\/A>/i],
  ['Python', 0.95, 'directory listing for', /<title>Directory listing for \/[^<]{0,300}<\/title>/i],
  ['Tomcat', 0.95, 'directory listing for', /<title>Directory Listing For \[?\/[^<]{0,300}<\/title>/i],
  ['Jetty', 0.95, ['directory: /'], /<(?:title|h1[^>]{0,60})>Directory: \/[^<]{0,300}<\//i],
  ['serve-index', 0.95, 'listing directory /', /<title>listing directory \/[^<]{0,300}<\/title>/i],
  ['serve', 0.9, 'files within ', /<title>Files within [^<]{1,300}\/<\/title>/i],
  [
    'http-server',
    0.9,
    'index of ',
    /<h1>Index of [^<]{0,300}<\/h1>\s{0,8}<table/i,
    /node\.js .{0,40}http-server|ecstatic/i,
  ],
  [
    'Go',
    0.85,
    '<pre>',
    /^\s{0,8}(?:<!doctype html>\s{0,8}<meta name="viewport"[^>]{0,80}>\s{0,8})?<pre>\s{0,4}(?:<a href="[^"]{1,300}">[^<]{1,300}<\/a>\s{0,4}){1,3}/i,
  ],
  ['Caddy', 0.9, 'upload date', /<a href="\.\/[^"]{1,200}">/, /<span class="name">/],
  [
    'WebDAV',
    0.9,
    'collection: /',
    /<title>(?:Collection|Collection:|Index of collection) ?\/[^<]{0,300}<\/title>|<h2>Collection: \/|<h2>Revision \d{1,9}: \//i,
  ],
];

const LISTINGS = createPhrases<ListingForm>(
  ROWS.map(([server, sure, literals, ...marks]) => ({
    server,
    sure,
    literals: typeof literals === 'string' ? [literals] : literals,
    marks,
  })),
);

/** Names of documents in which clouds list their stores; the rule is asked about the name space or the address of the store. */
const STORES: readonly (readonly [cloud: string, place: RegExp])[] = [
  ['S3', /^ListBucketResult@xmlns/],
  ['S3', /^ListVersionsResult@xmlns/],
  ['S3', /^ListAllMyBucketsResult@xmlns/],
  ['Azure Blob Storage', /^EnumerationResults@(?:ServiceEndpoint|ContainerName|AccountName)$/],
];

/** Characters of a heading that are enough to recognise it. */
const SHOWN = 60;

export const directoryListing = defineResponseRule({
  id: 'directory-listing',
  version: 1,
  title: 'Listing of a folder',
  severity: 'medium',
  references: ['CWE-548', 'CWE-552', 'API8:2023', 'CAPEC-127'],
  explanation:
    'A server of files that lists its folders shows what nobody linked to: backups, keys, uploads of others. ' +
    'The rule knows the pages with which web servers list folders and the documents with which cloud stores list their objects to somebody who did not sign the request. ' +
    'Not seen: listings made by an application of its own, and JSON that a file service answers with on purpose.',
  limits: {},
  action: 'log',
  blockMs: 0,
  literals: [...LISTINGS.literals, '.amazonaws.com/doc/', 'storage.googleapis.com/', '.blob.core.'],
  ask: (value, leaf, exchange) => askStore(value, leaf, exchange) ?? askListing(value, leaf),
  examples: { fires, silent },
});

function askListing(value: string, { name }: Leaf): ValueAnswer | undefined {
  // A field is somebody's text about a listing.
  const found = name === '' ? surest(LISTINGS, value) : undefined;
  return (
    found && {
      confidence: found.phrase.sure,
      statement: `answer is the list of a folder as ${found.phrase.server} writes it`,
      mark: [found.from, Math.min(found.to, found.from + SHOWN)],
    }
  );
}

function askStore(value: string, { name }: Leaf, { request }: AnsweredRequest): ValueAnswer | undefined {
  const store = STORES.find(([, place]) => place.test(name));
  if (store === undefined || isSigned(request.header('authorization'), request.query)) return undefined;
  return {
    confidence: 0.9,
    statement: `answer lists a store of ${store[0]} to somebody who did not sign the request`,
    mark: [0, Math.min(value.length, SHOWN)],
  };
}

/** Signatures of the clouds' own protocols, in the header or in a presigned address. */
const isSigned = (authorization: string | undefined, query: string): boolean =>
  authorization !== undefined || /(?:^|&)(?:X-Amz-Signature|Signature|sig|X-Goog-Signature)=/i.test(query);
