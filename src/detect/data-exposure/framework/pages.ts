import { createPhrases, marked, type MarkedPhrase } from '../phrases.ts';

interface ErrorPage extends MarkedPhrase {
  readonly framework: string;
  /** A page for developers shows code, settings or paths; a plain one only which software runs. */
  readonly kind: 'debug' | 'plain';
}

type Row = readonly [
  framework: string,
  kind: ErrorPage['kind'],
  literals: string | readonly string[],
  ...marks: RegExp[],
];

/** The templates of the frameworks themselves: titles, headings and class names that nothing else writes. */
const ROWS: readonly Row[] = [
  ['Django', 'debug', 'debug = true', /because you have <code>DEBUG = True<\/code>/, /Django settings file|URLconf/],
  [
    'Werkzeug',
    'debug',
    ['werkzeug debugger', 'evalex = '],
    /\/\/ Werkzeug Debugger<\/title>|\bEVALEX = (?:true|false)/,
  ],
  ['Starlette', 'debug', 'starlette debugger', /<title>Starlette Debugger<\/title>/],
  ['Twisted', 'debug', 'web.server traceback', /<title>web\.Server Traceback/],
  ['CherryPy', 'plain', 'cherrypy', /\bPowered by (?:<a[^>]{0,120}>)?CherryPy \d/],
  [
    'Laravel',
    'debug',
    ['window.ignite(', 'laravel-ignition', '/ignition/', 'laravel-exceptions-renderer', 'flareapp.io'],
    /\bwindow\.ignite\(|\bspatie\/(?:laravel-)?ignition|\bfacade\/ignition|laravel-exceptions-renderer|<[^>]{1,200}flareapp\.io[^>]{0,200}>/i,
  ],
  [
    'Whoops',
    'debug',
    ['whoops container', 'whoops\\'],
    /class="Whoops container"|\bWhoops\\(?:Exception|Handler|Run)\b/,
  ],
  [
    'Symfony',
    'debug',
    ['exception-summary', 'symfony exception', 'sf-toolbar'],
    /class="exception-summary|<h1[^>]{0,60}>\s{0,20}(?:<[^>]{0,60}>\s{0,20})?Symfony Exception|class="sf-toolbar/,
  ],
  ['CakePHP', 'debug', ['cake-error', 'cake-debug', 'cake-stack-trace'], /class="cake-(?:error|debug|stack-trace)/],
  [
    'CodeIgniter',
    'debug',
    ['a php error was encountered', 'a database error occurred', 'an uncaught exception was encountered'],
    /<h[14]>(?:A PHP Error was encountered|A Database Error Occurred|An uncaught Exception was encountered)<\/h[14]>/,
  ],
  ['Yii', 'debug', 'yiiframework.com', /<a[^>]{0,120}yiiframework\.com/, /class="(?:call-stack|traces|source)"/],
  [
    'PHP',
    'debug',
    ['</b> on line <b>', 'xdebug-error'],
    /<b>(?:Fatal error|Parse error|Warning|Notice|Deprecated|Recoverable fatal error|Strict Standards)<\/b>: {1,2}[^\n]{0,600}|class=['"]xdebug-error/,
    /\bin <b>[^<]{3,300}<\/b> on line <b>\d|xdebug-error/,
  ],
  [
    'PHP',
    'debug',
    ['phpinfo()</title>', '<h1 class="p">php version'],
    /<title>(?:PHP [\w.-]{1,30} - )?phpinfo\(\)<\/title>|<h1 class="p">PHP Version \d/,
  ],
  [
    'Rails',
    'debug',
    ['action controller: exception caught', 'rails.root: /', 'rails.root: c'],
    /<title>Action Controller: Exception caught<\/title>|\bRails\.root: (?:\/|[A-Z]:[\\/])[\w.]/,
  ],
  [
    'Rack',
    'debug',
    ['rack::showexceptions', 'better_errors', 'better errors'],
    /<code>Rack::ShowExceptions<\/code>|<[^>]{1,80}better[_-]?errors/i,
  ],
  ['Sinatra', 'debug', 'know this ditty', /Sinatra doesn(?:'|’|&rsquo;|&#39;|&#x27;)t know this ditty/],
  ['Spring Boot', 'plain', 'whitelabel error page', /<h1>Whitelabel Error Page<\/h1>/],
  [
    'Quarkus',
    'debug',
    'error id ',
    /\bError id [\da-f]{8}-[\da-f-]{27}(?:-\d{1,6})?, (?:[\w$]{1,60}\.){1,10}[\w$]{1,60}/,
  ],
  ['Struts', 'debug', 'struts problem report', /<title>Struts Problem Report<\/title>/],
  ['Grails', 'debug', 'grails runtime exception', /<title>Grails Runtime Exception<\/title>/],
  ['Tomcat', 'debug', 'exception report', /<b>(?:Type|type)<\/b> Exception [Rr]eport/, /HTTP Status \d{3}/],
  ['Tomcat', 'plain', 'apache tomcat/', /<h3>Apache Tomcat\/\d{1,2}\.[\w.]{1,12}/],
  ['Jetty', 'debug', 'jetty', /\bPowered by (?:<a[^>]{0,120}>)?(?:Eclipse )?Jetty:\/\//i, /<h3>Caused by:<\/h3>/],
  ['Jetty', 'plain', 'jetty://', /\bPowered by (?:<a[^>]{0,120}>)?(?:Eclipse )?Jetty:\/\/ ?(?:<\/a>)?\s?\d/i],
  [
    'GlassFish',
    'plain',
    'error report</title>',
    /<title>(?:GlassFish|Payara|Eclipse GlassFish)[^<]{0,60}- Error report<\/title>/,
  ],
  ['JBoss', 'plain', 'jbweb0000', /\bJBWEB0000\d{2}: /],
  ['WebSphere', 'plain', 'srve', /\bSRVE0\d{3}E: /],
  [
    'Play',
    'debug',
    'these routes, in this order',
    /\bthese routes, in this order\b/,
    /<title>Action Not Found<\/title>/,
  ],
  [
    'ColdFusion',
    'debug',
    'the error occurred in ',
    /\bThe error occurred in (?:<b>)?(?:[A-Za-z]:\\|\/)[^:<\n]{1,240}: line \d/,
  ],
  [
    'ASP.NET',
    'debug',
    "server error in '",
    /Server Error in '[^'<\n]{0,200}' Application\./,
    /<b> ?(?:Source Error|Stack Trace|Source File|Exception Details): ?/,
  ],
  ['ASP.NET', 'plain', "server error in '", /Server Error in '[^'<\n]{0,200}' Application\./],
  [
    'ASP.NET Core',
    'debug',
    'an unhandled exception occurred',
    /\bAn unhandled exception occurred while processing the request\./,
    /stackpage|rawexceptionstacktrace|stackerror/i,
  ],
  ['ELMAH', 'debug', 'error log for ', /<title>Error log for [^<]{1,100}<\/title>/, /\belmah\b/i],
  ['Express', 'debug', ['error: '], /<pre>\w{0,60}Error: [^<\n]{0,600}<br ?\/?>(?:\s|&nbsp;){1,20}at /],
  [
    'Phoenix',
    'debug',
    ['at get /', 'at post /', 'at put /', 'at patch /', 'at delete /'],
    /<title>[A-Z][\w.]{3,100} at (?:GET|POST|PUT|PATCH|DELETE) \/[^<]{0,300}<\/title>/,
  ],
  [
    'Apache',
    'debug',
    ['apache server status for', 'apache server information'],
    /<h1[^>]{0,60}>Apache Server (?:Status for |Information)/,
  ],
  [
    'nginx',
    'plain',
    'server accepts handled requests',
    /^Active connections: \d{1,9} ?\r?\nserver accepts handled requests/,
  ],
];

const PAGES = createPhrases<ErrorPage>(
  ROWS.map(([framework, kind, literals, ...marks]) => ({
    framework,
    kind,
    literals: typeof literals === 'string' ? [literals] : literals,
    marks,
  })),
);

export const PAGE_LITERALS = PAGES.literals;

export interface FoundPage {
  readonly framework: string;
  readonly kind: ErrorPage['kind'];
  readonly from: number;
  readonly to: number;
}

/** The error page that a text is; one for developers before a plain one. */
export function readErrorPage(text: string): FoundPage | undefined {
  let plain: FoundPage | undefined;
  for (const { phrase, from, to } of marked(PAGES, text)) {
    const page = { framework: phrase.framework, kind: phrase.kind, from, to };
    if (phrase.kind === 'debug') return page;
    plain ??= page;
  }
  return plain;
}
