import type { SensorName } from './sensor.ts';

/**
 * What a sensor hands over: bytes and facts of the wire, nothing decoded.
 * Times are milliseconds since the epoch on the sensor's clock (or the file's); the engine never reads a clock.
 */

/** Who is at the other end of the connection. `address` is the client after trusted proxies were believed, `peer` the socket's. */
export interface Client {
  readonly address: string;
  readonly peer: string;
  /** Optional facts of the connection: TLS fingerprint, HTTP/2 fingerprint, client certificate subject, country, ASN. */
  readonly traits?: Readonly<Partial<Record<ClientTrait, string>>>;
}
export type ClientTrait = 'ja4' | 'h2' | 'certificate' | 'country' | 'asn';

/** The head of a request, byte for byte as received. */
export interface RequestHead {
  /** Transaction id, injected by the sensor, unique in the installation, e.g. `t3k9x-1f`. */
  readonly id: string;
  readonly time: number;
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** Host header or `:authority` in lower case, with the port when one was sent; '' when absent. */
  readonly host: string;
  /** Request target as on the wire in origin form: path and query, percent-encoding untouched. */
  readonly target: string;
  readonly httpVersion: string;
  /** Flat list name, value, name, value …; order and case as received. */
  readonly headers: readonly string[];
  readonly client: Client;
  /** Which sensor saw it; absent: the gateway. */
  readonly sensor?: SensorName;
}

/** The inspected beginning of a body. `size` counts all bytes seen, `complete` is false when the inspection limit cut it. */
export interface Body {
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly complete: boolean;
}

export interface ResponseHead {
  readonly status: number;
  readonly headers: readonly string[];
  readonly time: number;
}

/**
 * How an exchange ended. Everything but `answered` and `refused` has no upstream answer; `unseen`: there may have been one,
 * the sensor gets only the request.
 */
export type ExchangeEnd =
  | 'answered'
  | 'refused'
  | 'client-gone'
  | 'upstream-failed'
  | 'upstream-timeout'
  | 'upgraded'
  | 'unseen';

/** One whole message of a WebSocket, decompressed; `body` is cut like any other. Pings and closes are none. */
export interface WireMessage {
  readonly from: 'client' | 'server';
  readonly kind: 'text' | 'binary';
  readonly time: number;
  readonly body: Body;
}

/** A whole exchange, as importers and passive sensors yield it and as the gateway's record assembles it. */
export interface Exchange {
  readonly request: RequestHead;
  readonly requestBody: Body;
  readonly response?: ResponseHead;
  readonly responseBody?: Body;
  readonly end: ExchangeEnd;
  readonly endTime: number;
  /** What went over an upgraded connection, in order: at most LIMITS.messagesPerExchange, the first of them. */
  readonly messages?: readonly WireMessage[];
  /** True for a request that somebody wrote down (a collection's) and that nobody is known to have sent. */
  readonly documented?: boolean;
}

/** Stands for a client that was not named (RFC 1122 §3.2.1.3: no host has it). Nobody is held responsible for it. */
export const UNKNOWN_ADDRESS = '0.0.0.0';

export const EMPTY_BODY: Body = { bytes: new Uint8Array(0), size: 0, complete: true };
