import type { Loose } from '../loose.ts';
import { asList, asObject, asScalar, asText } from '../loose.ts';
import { parseJson } from '../ndjson.ts';
import type { Variables } from './variables.ts';
import { fill, openJsonPlaces, openPlaces } from './variables.ts';

/** A body and the media type that it has where no header says so; '' when unknown. */
export interface PostmanBody {
  readonly text: string;
  readonly type: string;
}

const LANGUAGES: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  html: 'text/html',
  javascript: 'application/javascript',
  text: 'text/plain',
};
/** Media type of a language of Postman's editor; '' for others. */
export const languageType = (language: string): string =>
  Object.hasOwn(LANGUAGES, language) ? (LANGUAGES[language] ?? '') : '';

const BOUNDARY = '----SallyportCollection';
const looksLikeJson = (text: string): boolean => /^\s*[[{]/.test(text);

const pairsOf = (list: unknown): readonly Loose[] =>
  asList(list)
    .map(asObject)
    .filter((pair) => pair['disabled'] !== true && asScalar(pair['key']) !== '');

function multipart(list: unknown, show: (text: string) => string): string {
  const parts = pairsOf(list).map((pair) => {
    const name = show(asScalar(pair['key'])).replaceAll(/["\r\n]/g, '_');
    const file = pair['type'] === 'file';
    const disposition = `form-data; name="${name}"${file ? '; filename="file"' : ''}`;
    const type = asText(pair['contentType']);
    return `--${BOUNDARY}\r\nContent-Disposition: ${disposition}\r\n${type === '' ? '' : `Content-Type: ${type}\r\n`}\r\n${file ? '' : show(asScalar(pair['value']))}\r\n`;
  });
  return parts.length === 0 ? '' : `${parts.join('')}--${BOUNDARY}--\r\n`;
}

function urlencoded(list: unknown, show: (text: string) => string): string {
  if (typeof list === 'string') return show(list);
  const pairs = pairsOf(list).map((pair): [string, string] => [
    show(asScalar(pair['key'])),
    show(asScalar(pair['value'])),
  ]);
  return new URLSearchParams(pairs).toString();
}

function graphql(value: unknown, show: (text: string) => string): string {
  const { query, variables, operationName } = asObject(value);
  const given = parseJson(show(asText(variables))) ?? {};
  const name = asText(operationName);
  return JSON.stringify({ query: show(asText(query)), ...(name !== '' && { operationName: name }), variables: given });
}

/** What the `body` of a request sends. Files are not read: they stay empty. */
export function readPostmanBody(value: unknown, variables: Variables): PostmanBody {
  const body = asObject(value);
  const show = (text: string): string => openPlaces(fill(text, variables));
  if (body['disabled'] === true) return { text: '', type: '' };
  switch (body['mode']) {
    case 'urlencoded':
      return { text: urlencoded(body['urlencoded'], show), type: 'application/x-www-form-urlencoded' };
    case 'formdata':
      return { text: multipart(body['formdata'], show), type: `multipart/form-data; boundary=${BOUNDARY}` };
    case 'graphql':
      return { text: graphql(body['graphql'], show), type: 'application/json' };
    case 'raw': {
      const filled = fill(asText(body['raw']), variables);
      const language = languageType(asText(asObject(asObject(body['options'])['raw'])['language']));
      const json = looksLikeJson(filled);
      return {
        text: json ? openJsonPlaces(filled) : openPlaces(filled),
        type: language !== '' && language !== 'text/plain' ? language : json ? 'application/json' : language,
      };
    }
    default:
      return { text: '', type: '' };
  }
}
