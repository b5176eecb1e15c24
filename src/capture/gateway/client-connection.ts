import type { Socket } from 'node:net';
import { LIMITS, type Client } from '../../model/index.ts';
import { forwardedClient, isTrusted, plainAddress, type Trust } from './client-address.ts';

/** What has to end when the client's connection does. */
export interface ConnectionUser {
  /** True when part of an answer is on the connection. */
  readonly answering: boolean;
  onClientClosed(): void;
}

const CONNECTION = Symbol('client connection');
type GatewaySocket = Socket & { [CONNECTION]?: ClientConnection };

/** One client's connection: facts worked out once, and the exchanges on it (several when the client pipelines). */
export class ClientConnection {
  readonly socket: Socket;
  readonly trusted: boolean;
  readonly #trust: Trust;
  readonly #peer: Client;
  /** Nearly always one or none; an array for the reason given at ActiveList. */
  readonly #users: ConnectionUser[] = [];
  #refused = false;

  constructor(socket: Socket, trust: Trust) {
    this.socket = socket;
    const address = plainAddress(socket.remoteAddress ?? '');
    this.#peer = { address, peer: address };
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
    return this.trusted ? forwardedClient(this.#trust, this.#peer.peer, raw) : this.#peer;
  }

  /**
   * Says why in `answer` and closes, but goes on reading for a moment: a connection closed with unread bytes is reset, and
   * a reset takes the answer with it (RFC 9112 §9.6). Where half an answer is out already, it is cut instead.
   */
  refuse(answer: Buffer): void {
    if (this.#refused) return;
    this.#refused = true;
    if (this.#users.some((user) => user.answering)) return void this.socket.resetAndDestroy();
    this.socket.end(answer);
    const timer = setTimeout(() => this.socket.destroy(), LIMITS.lingerMs);
    this.socket.on('close', () => clearTimeout(timer));
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
    if (this.#users.length === 0 && this.socket.writableLength === 0) this.socket.destroy();
  }
}
