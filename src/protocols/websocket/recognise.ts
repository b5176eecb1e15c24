import type { Recogniser, Spoken } from '../lib/index.ts';
import { typedMessages } from './messages.ts';

/** A WebSocket that was opened, or is asked for, named by its path; its messages are typed by kind. */
export const recogniseWebsocket: Recogniser = (spoken) => {
  if (!isWebsocket(spoken)) return undefined;
  const { request, messages = [] } = spoken;
  const sent = typedMessages(messages, 'client');
  const received = typedMessages(messages, 'server');
  return [
    {
      protocol: 'websocket',
      name: request.path,
      ...(sent !== undefined && { request: sent }),
      ...(received !== undefined && { response: received }),
    },
  ];
};

/** RFC 6455 §4; HTTP/2 opens one by CONNECT and answers 200 (RFC 8441), which recorders show as a GET with the key's version. */
export function isWebsocket({ request, response, messages }: Spoken): boolean {
  const status = response?.head.status;
  if (messages !== undefined && messages.length > 0) return true;
  if (status !== undefined && status !== 101) return false;
  return (
    isUpgrade(request.header('upgrade')) ||
    isUpgrade(response?.header('upgrade')) ||
    (status === 101 && request.header('sec-websocket-version') !== undefined)
  );
}

const isUpgrade = (value: string | undefined): boolean =>
  value !== undefined && /(^|,)\s*websocket\s*($|,)/i.test(value);
