import { CodedError, LIMITS, type Endpoint, type Owner } from '../../model/index.ts';
import { globMatcher } from './glob.ts';

/** Says who owns an endpoint, as far as rules of a file tell. */
export interface OwnerRules {
  ownerOf(endpoint: Pick<Endpoint, 'method' | 'host' | 'template'>): Owner | undefined;
  readonly count: number;
}

/**
 * Reads an owners file, in the manner of CODEOWNERS: `[METHOD[,METHOD]] PATTERN OWNER`, one a line, `#` begins a comment,
 * the last line that matches wins, one without an owner takes it away. `PATTERN` is `host/path` or `/path` at any host; `*`
 * is anything within a segment, `**` anything; a pattern stands for what is below it as well. Errors: SP1201 with the line.
 */
export function readOwnersFile(text: string, file: string): OwnerRules {
  const rules = text.split(/\r?\n/).flatMap((line, index) => {
    const words = line.replace(/(^|\s)#.*$/, '').trim();
    return words === '' ? [] : [readRule(words, index + 1, file)];
  });
  if (rules.length > LIMITS.ownerRules)
    throw new CodedError('SP1201', `${file}: ${rules.length} rules, at most ${LIMITS.ownerRules}`);
  const latestFirst = rules.toReversed();
  return {
    count: rules.length,
    ownerOf(endpoint) {
      const rule = latestFirst.find(({ matches }) => matches(endpoint));
      return rule === undefined || rule.owner === ''
        ? undefined
        : { name: rule.owner, from: `owners-file:${rule.line}` };
    },
  };
}

interface OwnerRule {
  readonly line: number;
  readonly owner: string;
  matches(endpoint: Pick<Endpoint, 'method' | 'host' | 'template'>): boolean;
}

function readRule(text: string, line: number, file: string): OwnerRule {
  const [, methods, pattern = '', owner = ''] = /^(?:([A-Z]+(?:,[A-Z]+)*)\s+)?(\S+)(?:\s+(.*))?$/.exec(text) ?? [];
  const wrong = (what: string): never => {
    throw new CodedError('SP1201', `${file}:${line}: ${what}`);
  };
  if (pattern === '') wrong('no pattern; give `[METHOD] host/path OWNER`');
  if (/:\/\//.test(pattern)) wrong(`"${pattern}" is an address; give host/path without the scheme`);
  if (owner.length > OWNER_CHARS) wrong(`owner of more than ${OWNER_CHARS} characters`);
  const slash = pattern.indexOf('/');
  const host = globMatcher(slash === -1 ? pattern : pattern.slice(0, slash) || '**', 'whole');
  // `**/login` is /login anywhere, not only right below a host.
  const anywhere = pattern.startsWith('**/') ? '**' : '';
  const path = globMatcher(slash === -1 ? '/**' : anywhere + pattern.slice(slash), 'and-below');
  const allowed = methods === undefined ? undefined : new Set(methods.split(','));
  return {
    line,
    owner: owner.trim(),
    matches: (endpoint) =>
      (allowed === undefined || allowed.has(endpoint.method)) &&
      (host(endpoint.host) || host(endpoint.host.replace(/:\d+$/, ''))) &&
      path(endpoint.template),
  };
}

const OWNER_CHARS = 200;
