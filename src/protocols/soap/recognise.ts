import { LIMITS, type DecodedBody, type RecognisedOperation, type TransactionRequest } from '../../model/index.ts';
import { headerParameter } from '../http/headers.ts';
import { childOf, elementValue, isFine, readXml, saysUnknown, type Recogniser, type XmlElement } from '../lib/index.ts';

/** SOAP 1.1 and 1.2. An `Envelope` of another namespace is somebody's document. */
const ENVELOPES = new Set(['http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope']);
/** What a body holds in place of the call when the message is encrypted (XML Encryption). */
const HIDDEN = 'EncryptedData';

/** A SOAP call, named by the element in its body; by its action where the body is empty or encrypted. */
export const recogniseSoap: Recogniser = ({ request, response, nameOnly }) => {
  if (request.head.method !== 'POST') return undefined;
  const body = soapBody(request.body, nameOnly);
  if (body === undefined || (isFine(response) && response?.body.kind === 'json')) return undefined;
  const call = body.children[0];
  const name = call === undefined || call.name === HIDDEN ? actionName(request) : call.name;
  if (name === undefined) return undefined;
  const operation: RecognisedOperation = {
    protocol: 'soap',
    name: name.slice(0, LIMITS.operationNameChars),
    ...(!nameOnly && call !== undefined && call.name !== HIDDEN && { request: elementValue(call) }),
  };
  const answer = response === undefined ? undefined : soapBody(response.body)?.children[0];
  if (answer === undefined) return [operation];
  const failed = answer.name === 'Fault' && ENVELOPES.has(answer.uri);
  if (!failed) return [{ ...operation, failed, response: elementValue(answer) }];
  return [{ ...operation, failed, ...(isRejection(answer) && { rejected: true as const }) }];
};

/** The SOAP body of a message, plain or as the root part of a package with attachments (MTOM, SOAP with Attachments). */
function soapBody(body: DecodedBody, nameOnly?: boolean): XmlElement | undefined {
  if (body.kind === 'multipart') {
    for (const [, text] of body.pairs) {
      const found = bodyOf(text, nameOnly);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return body.kind === 'xml' || body.kind === 'text' ? bodyOf(body.text, nameOnly) : undefined;
}

function bodyOf(text: string, nameOnly?: boolean): XmlElement | undefined {
  if (!text.includes('Envelope')) return undefined;
  const root = nameOnly ? readXml(text, isCall) : readXml(text);
  return root?.name === 'Envelope' && ENVELOPES.has(root.uri) ? childOf(root, 'Body') : undefined;
}

const isCall = (_: XmlElement, around: readonly XmlElement[]): boolean => around.at(-1)?.name === 'Body';

/** Its last step is shorter. */
const ACTION_CHARS = 300;

/** Last step of the action: header `SOAPAction` (1.1) or parameter `action` of the media type (1.2). */
function actionName(request: TransactionRequest): string | undefined {
  const action = request.header('soapaction') ?? headerParameter(request.header('content-type') ?? '', 'action') ?? '';
  return /([\p{L}_][\p{L}\p{N}_.-]*)"?\s*$/u.exec(action.slice(-ACTION_CHARS))?.[1];
}

/** The server knows no such operation: an addressing fault, or the words servers have for it. */
function isRejection(fault: XmlElement): boolean {
  const code = childOf(fault, 'faultcode')?.text ?? codeValues(childOf(fault, 'Code'));
  const reason = childOf(fault, 'faultstring')?.text ?? childOf(childOf(fault, 'Reason'), 'Text')?.text ?? '';
  return /ActionNotSupported|DispatchFailure|ProcedureNotPresent|VersionMismatch/.test(code) || saysUnknown(reason);
}

/** `Value` of a 1.2 code and its subcodes. */
function codeValues(code: XmlElement | undefined): string {
  const values: string[] = [];
  for (let at = code, depth = 0; at !== undefined && depth < 4; at = childOf(at, 'Subcode'), depth++)
    values.push(childOf(at, 'Value')?.text ?? '');
  return values.join(' ');
}
