import {
  EMPTY_BODY,
  type Body,
  type DecodedBody,
  type RequestHead,
  type ResponseHead,
  type TransactionRequest,
  type TransactionResponse,
} from '../../model/index.ts';
import { decodeBody } from './body.ts';
import { headerValue, mediaType } from './headers.ts';
import { parseCookies, parsePairs, type Pair } from './pairs.ts';

/** Decodes a request. Nothing is decoded until it is asked for, and nothing twice. Never throws. */
export const decodeRequest = (head: RequestHead, body: Body | null): TransactionRequest =>
  new HttpRequest(head, body ?? EMPTY_BODY);

/** Decodes an answer; see `decodeRequest`. */
export const decodeResponse = (head: ResponseHead, body: Body | null): TransactionResponse =>
  new HttpResponse(head, body ?? EMPTY_BODY);

class HttpMessage<Head extends { readonly headers: readonly string[] }> {
  readonly head: Head;
  readonly rawBody: Body;
  #contentType: string | undefined;
  #body: DecodedBody | undefined;

  constructor(head: Head, rawBody: Body) {
    this.head = head;
    this.rawBody = rawBody;
  }

  header(name: string): string | undefined {
    return headerValue(this.head.headers, name);
  }

  get contentType(): string {
    return (this.#contentType ??= mediaType(this.head.headers));
  }

  get body(): DecodedBody {
    return (this.#body ??= decodeBody(this.head.headers, this.contentType, this.rawBody));
  }
}

class HttpRequest extends HttpMessage<RequestHead> implements TransactionRequest {
  readonly path: string;
  readonly query: string;
  #queryPairs: readonly Pair[] | undefined;
  #cookies: readonly Pair[] | undefined;

  constructor(head: RequestHead, rawBody: Body) {
    super(head, rawBody);
    const target = originForm(head.target);
    const mark = target.indexOf('?');
    this.path = mark < 0 ? target : target.slice(0, mark);
    this.query = mark < 0 ? '' : target.slice(mark + 1);
  }

  get queryPairs(): readonly Pair[] {
    return (this.#queryPairs ??= parsePairs(this.query));
  }

  get cookies(): readonly Pair[] {
    return (this.#cookies ??= parseCookies(this.head.headers));
  }
}

class HttpResponse extends HttpMessage<ResponseHead> implements TransactionResponse {}

/** The target without scheme and authority, in case a sensor passes the absolute form (RFC 9112 §3.2.2) on. */
function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const authority = /^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i.exec(target);
  if (authority === null) return target;
  const rest = target.slice(authority[0].length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}
