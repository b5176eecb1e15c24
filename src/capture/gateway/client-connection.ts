import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { LIMITS, type Client } from '../../model/index.ts';
import { forwardedClient, isTrusted, plainAddress, type Trust } from './client-address.ts';

/** What has to end when the client's connection does. */
export interface ConnectionUser {
  /** True when part of an answer is on the connection. */
  readonly answering: boolean;
  onClientClosed(): void;
}

/** A reset where the protocol has one; TLS tells the missing rest by the missing close_notify. */
export function cutSocket(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

const CONNECTION = Symbol('client connection');
type GatewaySocket = Socket & { [CONNECTION]?: ClientConnection };

/** One client's connection: facts worked out once, and the exchanges on it (several when the client pipelines). */
export class ClientConnection {
  readonly socket: Socket;
  readonly trusted: boolean;
  readonly scheme: 'http' | 'https';
  /** Set where the protocol has a way of its own to end: HTTP/2 says GOAWAY and finishes its streams. */
  retire: (() => void) | undefined;
  readonly #trust: Trust;
  readonly #peer: Client;
  /** Nearly always one or none; an array for the reason given at ActiveList. */
  readonly #users: ConnectionUser[] = [];
  #refused = false;

  /** `certificate`: the subject of the client's verified certificate. */
  constructor(socket: Socket, trust: Trust, certificate?: string) {
    this.socket = socket;
    this.scheme = socket instanceof TLSSocket ? 'https' : 'http';
    const address = plainAddress(socket.remoteAddress ?? '');
    this.#peer = { address, peer: address, ...(certificate !== undefined && { traits: { certificate } }) };
    this.#trust = trust;
    this.trusted = address !== '' && isTrusted(trust, address);
    (socket as GatewaySocket)[CONNECTION] = this;
    // Node lets go of a socket that is upgraded or asks for CONNECT; an error without a listener would end the process.
    socket.on('error', () => {});
    socket.on('close', () => this.#endUsers());
  }

  static of(socket: Socket): ClientConnection | undefined {
    return (socket as GatewaySocket)[CONNECTION];
  }

  join(user: ConnectionUser): void {
    this.#users.push(user);
  }

  leave(user: ConnectionUser): void {
    const at = this.#users.indexOf(user);
    if (at >= 0) this.#users.splice(at, 1);
  }

  /** The client behind a request with these header lines. */
  client(raw: readonly string[]): Client {
    if (!this.trusted) return this.#peer;
    const client = forwardedClient(this.#trust, this.#peer.peer, raw);
    // The proxy's own certificate says nothing of the client behind it.
    return client.address === this.#peer.address
      ? { ...client, traits: { ...this.#peer.traits, ...client.traits } }
      : client;
  }

  /**
   * Says why in `answer` and closes, but goes on reading for a moment: a connection closed with unread bytes is reset, and
   * a reset takes the answer with it (RFC 9112 §9.6). Where half an answer is out already, it is cut instead.
   */
  refuse(answer: Buffer): void {
    if (this.#refused) return;
    this.#refused = true;
    if (this.#users.some((user) => user.answering)) return cutSocket(this.socket);
    this.socket.end(answer);
    const timer = setTimeout(() => this.socket.destroy(), LIMITS.lingerMs);
    this.socket.on('close', () => clearTimeout(timer));
  }

  get busy(): boolean {
    return this.#users.length > 0;
  }

  get refused(): boolean {
    return this.#refused;
  }

  /** Ends its exchanges at once, before their upstream connections can report anything, and closes it. */
  destroy(): void {
    this.#endUsers();
    this.socket.destroy();
  }

  #endUsers(): void {
    // They leave as they are told.
    for (const user of this.#users.splice(0)) user.onClientClosed();
  }

  /** Closes it when nothing is under way or waiting to be written. */
  closeIfIdle(): void {
    if (this.retire !== undefined) this.retire();
    else if (this.#users.length === 0 && this.socket.writableLength === 0) this.socket.destroy();
  }
}
