import { CodedError, EMPTY_BODY, LIMITS, type Body, type RequestHead } from '../../../model/index.ts';
import { headerValue } from '../../gateway/client-address.ts';
import { readRequestLine } from '../log-line.ts';
import { isMethod, readHttpVersion, readUrl, wireTarget } from '../target.ts';
import { readHead, takeApart } from './head.ts';

export interface RequestFile {
  readonly head: RequestHead;
  readonly body: Body;
}

/**
 * One request as it goes over the wire in HTTP/1.1, line ends LF or CRLF, as editors and other tools keep it. What follows
 * the blank line is the body, whatever Content-Length says: people edit it. Errors: SP4006 when it does not begin with a
 * request line; `file` names it.
 */
export function readRequestFile(bytes: Buffer, file: string): RequestFile {
  const { head, rest } = takeApart(bytes);
  const { line, headers } = readHead(head);
  const start = readRequestLine(line);
  const absolute = start && readUrl(start.target);
  if (start === undefined || !isMethod(start.method) || !(absolute || /^[/*]/.test(start.target)))
    throw new CodedError('SP4006', `${file}: line 1 is no request line such as \`GET /path HTTP/1.1\``);
  const kept = rest.subarray(0, LIMITS.judgedBodyBytes);
  return {
    head: {
      id: 'request',
      time: 0,
      method: start.method,
      scheme: absolute?.scheme ?? 'https',
      host: (headerValue(headers, 'host') ?? absolute?.host ?? 'unknown.host').toLowerCase(),
      target: absolute?.target ?? wireTarget(start.target),
      httpVersion: readHttpVersion(start.version),
      headers,
      client: { address: '192.0.2.1', peer: '192.0.2.1' },
    },
    body: rest.length === 0 ? EMPTY_BODY : { bytes: kept, size: rest.length, complete: kept.length === rest.length },
  };
}
