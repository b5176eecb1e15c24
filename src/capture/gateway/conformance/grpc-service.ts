import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  credentials,
  loadPackageDefinition,
  Metadata,
  Server,
  ServerCredentials,
  status,
  type Client,
  type ClientDuplexStream,
  type ClientReadableStream,
  type ClientUnaryCall,
  type ClientWritableStream,
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceClientConstructor,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { onTestFinished } from 'vitest';
import { CERTIFICATE } from './pairs.ts';

const PROTO = `syntax = "proto3";
package sallyport.test;
message Note { string text = 1; bytes load = 2; int32 count = 3; }
service Notes {
  rpc Put (Note) returns (Note);
  rpc Collect (stream Note) returns (Note);
  rpc List (Note) returns (stream Note);
  rpc Talk (stream Note) returns (stream Note);
}`;

export interface Note {
  readonly text: string;
  readonly load?: Buffer;
  readonly count?: number;
}

/** The methods proto-loader makes; grpc-js types them as an index signature. */
export interface NotesClient extends Client {
  put(
    note: Note,
    metadata: Metadata,
    options: object,
    done: (error: Error | null, note?: Note) => void,
  ): ClientUnaryCall;
  collect(
    metadata: Metadata,
    options: object,
    done: (error: Error | null, note?: Note) => void,
  ): ClientWritableStream<Note>;
  list(note: Note, metadata: Metadata, options: object): ClientReadableStream<Note>;
  talk(metadata: Metadata, options: object): ClientDuplexStream<Note, Note>;
}

function definition(): ServiceClientConstructor {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-grpc-'));
  const file = path.join(folder, 'notes.proto');
  writeFileSync(file, PROTO);
  const loaded = loadPackageDefinition(loadSync(file, { defaults: true }));
  rmSync(folder, { recursive: true });
  const { sallyport } = loaded as unknown as { sallyport: { test: { Notes: ServiceClientConstructor } } };
  return sallyport.test.Notes;
}

const Notes = definition();
const LARGE = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };

export interface Service {
  readonly port: number;
  /** Calls that the client gave up. */
  readonly cancelled: string[];
  readonly server: Server;
}

/** A service with one method of each kind. What it is told in metadata (`x-fail`) it fails with. */
export async function startService(tls: boolean): Promise<Service> {
  const cancelled: string[] = [];
  const server = new Server(LARGE);
  const trailers = (call: { readonly metadata: Metadata }): Metadata => {
    const metadata = new Metadata();
    metadata.set('x-trailer', 'end');
    metadata.set('x-data-bin', Buffer.from([0, 1, 255]));
    metadata.set('x-seen', Object.keys(call.metadata.getMap()).toSorted().join(','));
    return metadata;
  };
  const head = (call: { readonly metadata: Metadata; sendMetadata(metadata: Metadata): void }): void => {
    const metadata = new Metadata();
    metadata.set('x-head', String(call.metadata.get('x-in')[0] ?? ''));
    call.sendMetadata(metadata);
  };
  const failure = (call: {
    readonly metadata: Metadata;
  }): { code: status; details: string; metadata: Metadata } | null =>
    call.metadata.get('x-fail').length === 0
      ? null
      : { code: status.FAILED_PRECONDITION, details: 'not like this: 100 % ✓', metadata: trailers(call) };
  server.addService(Notes.service, {
    Put(call: ServerUnaryCall<Note, Note>, done: sendUnaryData<Note>) {
      call.on('cancelled', () => cancelled.push('Put'));
      if (call.request.text === 'never') return;
      const failed = failure(call);
      if (failed !== null) return done(failed);
      head(call);
      done(null, { ...call.request, count: call.request.load?.length ?? 0 }, trailers(call));
    },
    Collect(call: ServerReadableStream<Note, Note>, done: sendUnaryData<Note>) {
      let count = 0;
      let text = '';
      call.on('cancelled', () => cancelled.push('Collect'));
      call.on('data', (note: Note) => {
        count += 1;
        text += note.text;
      });
      call.on('end', () => done(failure(call), { text, count }, trailers(call)));
    },
    List(call: ServerWritableStream<Note, Note>) {
      head(call);
      call.on('cancelled', () => cancelled.push('List'));
      const { count = 0, text } = call.request;
      for (let i = 0; i < count; i++) call.write({ text: `${text}${i}` });
      const failed = failure(call);
      if (failed !== null) call.emit('error', failed);
      else if (text !== 'open') call.end(trailers(call));
    },
    Talk(call: ServerDuplexStream<Note, Note>) {
      // The answer's head goes out before the client has said a word, as some clients wait for.
      head(call);
      call.on('cancelled', () => cancelled.push('Talk'));
      call.on('data', (note: Note) => call.write({ text: `re ${note.text}` }));
      call.on('end', () => call.end(trailers(call)));
    },
  });
  const keys = { private_key: Buffer.from(CERTIFICATE.key), cert_chain: Buffer.from(CERTIFICATE.cert) };
  const port = await new Promise<number>((resolve, reject) => {
    const creds = tls ? ServerCredentials.createSsl(null, [keys]) : ServerCredentials.createInsecure();
    server.bindAsync('127.0.0.1:0', creds, (error, bound) => (error === null ? resolve(bound) : reject(error)));
  });
  onTestFinished(() => server.forceShutdown());
  return { port, cancelled, server };
}

export function notesClient(port: number, tls: boolean): NotesClient {
  const creds = tls ? credentials.createSsl(Buffer.from(CERTIFICATE.cert)) : credentials.createInsecure();
  const client = new Notes(`127.0.0.1:${port}`, creds, LARGE);
  onTestFinished(() => client.close());
  return client as unknown as NotesClient;
}
