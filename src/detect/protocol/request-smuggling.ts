import { defineMessageRule } from '../define.ts';
import { askBody } from './framing/body.ts';
import { askHead } from './framing/head.ts';
import { askTarget } from './framing/target.ts';
import { fires, silent } from './request-smuggling.examples.ts';

export const requestSmuggling = defineMessageRule({
  id: 'request-smuggling',
  version: 1,
  title: 'Request smuggling and splitting',
  severity: 'critical',
  references: ['CWE-444', 'CWE-93', 'API8:2023', 'CAPEC-33', 'CAPEC-105', 'CAPEC-273'],
  explanation:
    'Two servers that disagree about where a request ends let its sender hide a second request in the first: the front end judges one, the back end runs both, perhaps as somebody else’s. ' +
    'The gateway refuses what RFC 9112 forbids (length together with chunked, several lengths, odd transfer codings, folded lines). The rule asks about what is left: names that some servers take for Content-Length or Transfer-Encoding (`Transfer_Encoding`), a body that ends early when it is read as chunks, a request line where a form or JSON has ended, a target that ends its own request line, a method glued to the rest of another message. For sensors that only listen it asks about the refused forms as well. ' +
    'Texts and batches that quote requests are not refused. Not seen: differences inside HTTP/2 frames, which the gateway ends, and pauses between parts of a body.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  ask: (request) => askHead(request.head, request.rawBody.size) ?? askTarget(request.head.target) ?? askBody(request),
  examples: { fires, silent },
});
