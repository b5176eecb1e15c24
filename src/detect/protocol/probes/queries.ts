/** Parameters by which a known hole is tried, whatever the path. */
export interface QueryProbe {
  readonly what: string;
  readonly confidence: number;
  /** Of the decoded query, in lower case. */
  readonly pattern: RegExp;
}

export const QUERIES: readonly QueryProbe[] = [
  {
    what: 'PHP run as CGI takes the query for its command line (CVE-2012-1823, CVE-2024-4577)',
    confidence: 0.9,
    pattern: /^(?:-|\u00ad|\ufffd)(?:[sd](?:$|[+\s=])|d\b)|(?:^|[\s+])(?:-|\u00ad|\ufffd)d[\s+]+[a-z_.]{3,40}=/,
  },
  { what: 'PHP tells its version and credits', confidence: 0.85, pattern: /^=php[0-9a-f]{8}-[0-9a-f]{4}-/ },
  {
    what: 'ThinkPHP calls the function that the query names',
    confidence: 0.95,
    pattern: /\\think\\|invokefunction|(?:^|&)_method=__construct\b/,
  },
  {
    what: 'Drupal renders an array of the sender’s (CVE-2018-7600)',
    confidence: 0.9,
    pattern: /\[(?:#|%23)(?:post_render|markup|type|lazy_builder|access_callback)\]/,
  },
  {
    what: 'a debugger is asked to connect',
    confidence: 0.85,
    pattern: /(?:^|&)(?:xdebug_session_start|xdebug_session|__debugger__)=/,
  },
  { what: 'WordPress tells its users', confidence: 0.7, pattern: /(?:^|&)rest_route=\/wp\/v2\/users/ },
  {
    what: 'a class loader of Java is reached through a form (CVE-2022-22965)',
    confidence: 0.95,
    pattern: /(?:^|&)class\.(?:module\.)?classloader[.[]/,
  },
];
