import { messagesOf, type DatabaseMessage } from './message.ts';

/** PostgreSQL and what speaks like it (CockroachDB, Redshift, Greenplum); wording of `src/backend` and of the drivers. */
const POSTGRES = messagesOf('PostgreSQL', [
  [
    'syntax',
    'at or near',
    /\b(?:syntax error|unterminated (?:quoted string|quoted identifier|\/\* comment|dollar-quoted string)|trailing junk after (?:numeric literal|parameter)|zero-length delimited identifier|type modifier|conflicting or redundant options) at or near ["'\\]/i,
  ],
  ['syntax', 'at or near', /\bat or near ["\\].{1,60}: syntax error/i],
  ['syntax', 'syntax error at end of input', /\bsyntax error at end of input\b/i],
  [
    'structure',
    ['union query must', 'intersect query must', 'except query must', 'union types'],
    /\beach (?:UNION|INTERSECT|EXCEPT) query must have the same number of columns|\bUNION types [\w ]{1,40} and [\w ]{1,40} cannot be matched/i,
  ],
  [
    'structure',
    'does not exist',
    /\b(?:column|relation|schema|operator class|sequence) \\?["'][^"'\n]{1,120}["'] does not exist\b|\bcolumn [\w"]{1,60}\.[\w"]{1,60} does not exist\b/i,
  ],
  [
    'structure',
    'does not exist',
    /\bfunction [\w."]{1,100}\([^()\n]{0,120}\) does not exist\b|\boperator does not exist: [\w ]{1,40} [^\w\s]{1,4} \w/i,
  ],
  ['structure', 'is ambiguous', /\b(?:column reference|function) \\?"[^"\n]{1,80}" is ambiguous\b/i],
  ['structure', 'from-clause', /\b(?:missing|invalid reference to) FROM-clause entry for table\b/i],
  [
    'structure',
    ['must be type boolean', 'must appear in the group by'],
    /\bargument of (?:WHERE|AND|OR|NOT) must be type boolean|\bmust appear in the GROUP BY clause or be used in an aggregate function/i,
  ],
  ['structure', 'is not in select list', /\bORDER BY position \d+ is not in select list\b/i],
  [
    'structure',
    'more than one row returned by a subquery',
    /\bmore than one row returned by a subquery used as an expression\b/i,
  ],
  [
    'value',
    'invalid input syntax for',
    /\binvalid input syntax for (?:type )?[\w ]{2,40}: \\?"((?:[^"\\\n]|\\.){0,400})/i,
  ],
  [
    'value',
    ['out of range', 'invalid byte sequence', 'value too long for type'],
    /\bvalue \\?"([^"\n]{0,200})\\?" is out of range for type \w|\bdate\/time field value out of range: \\?"([^"\n]{0,80})|\binvalid byte sequence for encoding "\w|\bvalue too long for type character(?: varying)?\(/i,
  ],
  ['value', 'invalid input value for enum', /\binvalid input value for enum [\w".]{1,80}: \\?"([^"\n]{0,200})/i],
  [
    'constraint',
    ['violates unique', 'violates foreign', 'violates check', 'violates exclusion', 'violates not-null'],
    /\b(?:duplicate key value violates unique|violates (?:foreign key|check|exclusion)) constraint \\?"|\bnull value in column \\?"[^"\n]{1,80}" (?:of relation \\?"[^"\n]{1,80}" )?violates not-null constraint/i,
  ],
  [
    'access',
    'permission denied for',
    /\bpermission denied for (?:table|relation|schema|database|sequence|function|view) \w/i,
  ],
  [
    'access',
    ['pg_hba.conf', 'authentication failed for user', 'connection slots'],
    /\bno pg_hba\.conf entry for host|\bpassword authentication failed for user|\bremaining connection slots are reserved/i,
  ],
  [
    'layer',
    ['psqlexception', 'pg::', 'psycopg', 'npgsql', 'pg_query', 'pg_exec', 'pg_prepare', 'pq: '],
    /\borg\.postgresql\.util\.PSQLException|\bPG::[A-Z]\w{3,60}(?:Error|Violation|Table|Column|Function|Representation)\b|\bpsycopg[23]?\.(?:errors\.)?[A-Z]\w{3,60}|\bNpgsql\.\w{0,40}Exception|\bpg_(?:query|exec|prepare|execute)\(\): |^pq: \S/,
  ],
]);

/** MySQL and MariaDB; wording of `errmsg-utf8.txt`. */
const MYSQL = messagesOf('MySQL', [
  ['syntax', 'you have an error in your sql syntax', /\bYou have an error in your SQL syntax\b/i],
  ['syntax', 'er_parse_error', /\bER_PARSE_ERROR\b/],
  [
    'structure',
    'unknown column',
    /\bUnknown column '[^'\n]{1,120}' in '(?:field list|where clause|order clause|group statement|having clause|on clause|from clause|(?:SELECT|WHERE|ORDER BY|GROUP BY|HAVING|ON)|IN\/ALL\/ANY subquery)'/i,
  ],
  ['structure', 'different number of columns', /\bused SELECT statements have a different number of columns\b/i],
  ['structure', 'xpath syntax error', /\bXPATH syntax error: '/i],
  ['structure', 'operand should contain', /\bOperand should contain \d+ column\(s\)/i],
  ['structure', 'subquery returns more than 1 row', /\bSubquery returns more than 1 row\b/i],
  ['structure', 'derived table must have', /\bEvery derived table must have its own alias\b/i],
  [
    'structure',
    ['in where clause', 'in field list', 'in order clause'],
    /\bColumn '[^'\n]{1,120}' in (?:where clause|field list|order clause|on clause) is ambiguous\b/i,
  ],
  [
    'structure',
    ["doesn't exist", 'does not exist', "doesn\\'t exist"],
    /\bTable \\?'[^'\n]{1,64}\.[^'\n]{1,64}' doesn\\?'t exist\b|\b(?:FUNCTION|PROCEDURE) [\w$]{1,64}\.[\w$]{1,64} does not exist\b/i,
  ],
  [
    'structure',
    ['illegal mix of collations', 'is out of range in'],
    /\bIllegal mix of collations \(|\b(?:BIGINT(?: UNSIGNED)?|DOUBLE) value is out of range in '/i,
  ],
  ['structure', 'er_bad_', /\bER_BAD_(?:FIELD|TABLE|DB)_ERROR\b/],
  [
    'value',
    [
      'truncated incorrect',
      'incorrect integer',
      'incorrect decimal',
      'incorrect double',
      'incorrect float',
      'incorrect string',
      'incorrect date',
      'incorrect time',
      'data too long for column',
    ],
    /\bTruncated incorrect \w{3,20} value: '([^'\n]{0,200})|\bIncorrect (?:integer|decimal|double|float|string|date|datetime|time|timestamp) value: '([^'\n]{0,200})|\bData too long for column '[^'\n]{1,80}' at row \d/i,
  ],
  [
    'constraint',
    ['duplicate entry', 'cannot be null', 'foreign key constraint fails', "doesn't have a default value"],
    /\bDuplicate entry '[^'\n]{0,255}' for key '|\bColumn '[^'\n]{1,80}' cannot be null\b|\ba foreign key constraint fails \(|\bField '[^'\n]{1,80}' doesn't have a default value\b/i,
  ],
  [
    'access',
    [
      'access denied for user',
      'command denied to user',
      'too many connections',
      'lost connection to mysql',
      'server has gone away',
      'deadlock found when trying',
    ],
    /\bAccess denied for user '[^'\n]{0,80}'@'|\bcommand denied to user '|\b(?:SQLSTATE\[\w{5}\] \[1040\]|ER_CON_COUNT_ERROR:?) Too many connections|\bLost connection to MySQL server|\bMySQL server has gone away|\bDeadlock found when trying to get lock\b/i,
  ],
  [
    'layer',
    [
      'com.mysql.',
      'mysqli',
      'mysql_',
      'mysqlexception',
      'pymysql',
      'mysqldb',
      'mysql2::',
      'mysql.connector',
      'org.mariadb',
    ],
    /\bcom\.mysql\.(?:cj\.)?jdbc\.|\borg\.mariadb\.jdbc\.|\bmysqli?_\w{3,40}\(\)|\bmysqli_sql_exception\b|\bMySql\.Data\.MySqlClient\.|\bMySqlConnector\.MySqlException|\b_?mysql(?:_exceptions|\.connector\.errors|db\._exceptions)\.\w{3,40}Error|\bpymysql\.err\.\w{3,40}Error|\bMysql2::Error\b/i,
  ],
]);

/** SQLite; wording of `src/build.c`, `resolve.c`, `parse.y`. */
const SQLITE = messagesOf('SQLite', [
  ['syntax', 'syntax error', /\bnear \\?["“][^"”\n]{1,80}["”]: syntax error\b/i],
  [
    'syntax',
    ['unrecognized token', 'incomplete input'],
    /\bunrecognized token: \\?"|\bSQLITE_ERROR.{0,40}\bincomplete input|^incomplete input$/i,
  ],
  [
    'structure',
    ['no such column', 'no such table', 'no such function', 'no such collation'],
    /\bno such (?:column|table|function|collation sequence): [\w."']/i,
  ],
  [
    'structure',
    'of union do not have',
    /\bSELECTs to the left and right of (?:UNION|EXCEPT|INTERSECT)(?: ALL)? do not have the same number of result columns/i,
  ],
  [
    'structure',
    ['order by term out of range', 'sub-select returns'],
    /\b\d+(?:st|nd|rd|th) ORDER BY term out of range\b|\bsub-select returns \d+ columns - expected \d/i,
  ],
  ['constraint', 'constraint failed', /\b(?:UNIQUE|NOT NULL|CHECK|FOREIGN KEY|PRIMARY KEY) constraint failed(?::|\b)/],
  [
    'layer',
    ['sqlite_', 'sqlite3', 'sqlite3::', 'sqliteexception', 'org.sqlite'],
    /\bSQLITE_(?:ERROR|CONSTRAINT|BUSY|LOCKED|READONLY|IOERR|CORRUPT|CANTOPEN|MISMATCH|RANGE|MISUSE)\b|\bsqlite3\.\w{4,30}Error\b|\bSQLite3::\w{4,30}Exception\b|\bSQLite3::(?:query|exec|prepare)\(\): |\borg\.sqlite\.SQLiteException|\bSqliteException\b/,
  ],
]);

export const OPEN_ENGINES: readonly DatabaseMessage[] = [...POSTGRES, ...MYSQL, ...SQLITE];
