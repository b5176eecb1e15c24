import { messagesOf, type DatabaseMessage } from './message.ts';

const ORACLE = messagesOf('Oracle', [
  ['syntax', 'ora-', /\bORA-(?:009(?:0[0-9]|1[1-9]|2[0-9]|3[0-9]|6[0-9])|01740|01741|01742|01756|17060)\b/],
  ['structure', 'ora-', /\bORA-(?:00904|00918|0094[27]|00979|01427|01719|0178[59]|01790|02287|29257|31011|24247)\b/],
  ['value', 'ora-', /\bORA-(?:01722|0184[137]|01858|01861|01839|12899|01438|06502)\b/],
  ['constraint', 'ora-', /\bORA-(?:00001|01400|0229[0-9])\b/],
  ['layer', ['ora-', 'pls-'], /\b(?:ORA|PLS|TNS)-\d{5}: \S/],
  [
    'layer',
    [
      'oracle.jdbc',
      'cx_oracle',
      'oracledataaccess',
      'oci_parse',
      'ociexecute',
      'oci_execute',
      'oracleexception',
      'njs-',
    ],
    /\boracle\.jdbc\.\w|\bcx_Oracle\.\w{4,30}Error|\bOracle\.(?:ManagedDataAccess|DataAccess)\.Client\.OracleException|\boci_?(?:parse|execute)\(\): |\bNJS-\d{3}: \S/i,
  ],
]);

const SQL_SERVER = messagesOf('SQL Server', [
  [
    'syntax',
    ['unclosed quotation mark', 'incorrect syntax near'],
    /\bUnclosed quotation mark (?:after|before) the character string '|\bIncorrect syntax near (?:'|the keyword ')/i,
  ],
  ['structure', ['invalid column name', 'invalid object name'], /\bInvalid (?:column|object) name '[^'\n]{1,200}'/i],
  [
    'structure',
    ['equal number of expressions', 'multi-part identifier', 'declare the scalar variable', 'operand type clash'],
    /\ban equal number of expressions in their target lists|\bmulti-part identifier \\?"[^"\n]{1,200}" could not be bound|\bMust declare the scalar variable \\?"@|\bOperand type clash: \w/i,
  ],
  [
    'structure',
    [
      'is invalid in the select list',
      'order by position number',
      'ambiguous column name',
      'subquery returned more than 1 value',
    ],
    /\bis invalid in the select list because it is not contained in|\bORDER BY position number \d+ is out of range|\bAmbiguous column name '|\bSubquery returned more than 1 value\. This is not permitted/i,
  ],
  [
    'value',
    'conversion failed when converting',
    /\bConversion failed when converting (?:the (?:n?varchar|n?char|varbinary|uniqueidentifier|date|datetime) value '([^'\n]{0,400})' to data type \w|(?:date and\/or time|from a character string))/i,
  ],
  [
    'value',
    ['would be truncated', 'error converting data type'],
    /\bString or binary data would be truncated|\bError converting data type \w+ to \w/i,
  ],
  [
    'constraint',
    ['cannot insert duplicate key', 'conflicted with the', 'cannot insert the value null'],
    /\bCannot insert duplicate key (?:row )?in object '|\bstatement conflicted with the (?:FOREIGN KEY|CHECK|REFERENCE|COLUMN FOREIGN KEY) (?:SAME TABLE )?constraint|\bCannot insert the value NULL into column '/i,
  ],
  ['access', 'login failed for user', /\bLogin failed for user '/i],
  [
    'layer',
    ['sqlclient', 'sqlsrv_', '[sql server]', 'for sql server', 'mssql_', 'sqlserverexception', 'pymssql'],
    /\b(?:System\.Data|Microsoft\.Data)\.SqlClient\.SqlException|\[Microsoft\]\[[^\]]{4,60}\]\[SQL Server\]|\bOLE DB Provider for SQL Server|\bcom\.microsoft\.sqlserver\.jdbc\.SQLServerException|\bmssql_\w{3,30}\(\): |\bsqlsrv_\w{3,30}\(\): |\bpymssql\.\w{4,30}Error/i,
  ],
]);

const MORE_SQL = [
  ...messagesOf('DB2', [
    ['syntax', 'sqlcode', /\bSQLCODE[=:] ?-(?:104|10|199|007|84)\b/i],
    [
      'layer',
      ['sqlcode', 'cli driver', 'db2exception', 'com.ibm.db2'],
      /\bDB2 SQL Error: SQLCODE|\bSQLCODE[=:] ?-\d{2,5},? ?SQLSTATE[=:]|\[IBM\]\[CLI Driver\]|\bcom\.ibm\.db2\.jcc\./i,
    ],
  ]),
  ...messagesOf('Access', [
    [
      'syntax',
      ['in query expression', 'in date in query'],
      /\bSyntax error (?:\([^)\n]{3,40}\) |in string |in date )?in query expression '/i,
    ],
    [
      'layer',
      ['access driver', 'jet database', 'ole db provider'],
      /\[Microsoft\]\[ODBC Microsoft Access Driver\]|\bMicrosoft JET Database Engine\b|\bMicrosoft OLE DB Provider for ODBC/i,
    ],
  ]),
  ...messagesOf('H2', [
    ['syntax', 'syntax error in sql statement', /\bSyntax error in SQL statement \\?"/i],
    [
      'structure',
      ['jdbcsql', 'h2.jdbc'],
      /\borg\.h2\.jdbc\.JdbcSQL(?:Syntax|Data|Integrity|NonTransient)?\w{0,40}Exception/,
    ],
  ]),
  ...messagesOf('HSQLDB', [
    ['layer', ['org.hsqldb', 'unexpected token:'], /\borg\.hsqldb\.\w|\bunexpected token: \S{1,40} required: /],
  ]),
  ...messagesOf('Firebird', [
    ['syntax', 'dynamic sql error', /\bDynamic SQL Error\b.{0,40}\bSQL error code = -\d{3}/is],
  ]),
  ...messagesOf('Sybase', [
    ['layer', ['sybase', 'sqlanywhere'], /\bcom\.sybase\.jdbc\d?\.|\bSybase(?:.{0,20})Server message\b|\[Sybase\]\[/i],
  ]),
  ...messagesOf('Informix', [['layer', 'informix', /\[Informix\]\[|\bcom\.informix\.jdbc\./i]]),
  ...messagesOf('SAP HANA', [
    ['layer', ['sap dbtech', 'hdbcli'], /\bSAP DBTech JDBC: \[\d{1,6}\]|\bhdbcli\.dbapi\.\w{0,30}Error/i],
  ]),
  ...messagesOf('ClickHouse', [
    ['syntax', 'db::exception', /\bDB::Exception: Syntax error\b/],
    ['layer', 'db::exception', /\bCode: \d{1,4}\.? (?:e\.displayText\(\) = )?DB::Exception: \S/],
  ]),
  ...messagesOf('Snowflake', [['syntax', 'sql compilation error', /\bSQL compilation error:/i]]),
  ...messagesOf('Trino', [
    [
      'syntax',
      ['mismatched input', 'extraneous input', 'no viable alternative'],
      /\bline \d{1,5}:\d{1,5}:? (?:mismatched input|extraneous input|no viable alternative at input) '/i,
    ],
  ]),
  ...messagesOf('BigQuery', [
    ['syntax', 'syntax error', /\bSyntax error: (?:Unexpected|Expected|Unclosed) .{1,120} at \[\d{1,5}:\d{1,5}\]/i],
  ]),
];

/** Stores that ask in other languages; a filter that became another query is an injection all the same. */
const OTHER_LANGUAGES = [
  ...messagesOf('MongoDB', [
    [
      'structure',
      [
        'unknown operator:',
        'unknown top level operator',
        'has to be an array',
        'must be an array',
        'needs an array',
        'bad regular expression',
        'regular expression is invalid',
        'unrecognized pipeline stage',
      ],
      /\bunknown (?:top level )?operator: \$\w|\$(?:in|nin|and|or|nor|all|expr|elemMatch) (?:must be|needs|has to be) an? (?:nonempty )?(?:array|object)|\bRegular expression is invalid: |\bUnrecognized pipeline stage name: '/i,
    ],
    [
      'syntax',
      ['$where', 'javascript execution failed'],
      /\$where (?:is not allowed|clause has unexpected type|has unexpected)|\b(?:SyntaxError|ReferenceError|TypeError): .{1,120} (?:in \$where|@:1:\d)|\bJavaScript execution failed: /i,
    ],
    [
      'value',
      ['cast to ', 'bsonerror', 'bsontypeerror', 'argument passed in must be', 'input must be a'],
      /\bCast to \w{2,30} failed for value \\?"?((?:[^"\n]|\\.){0,200})\\?"? (?:\(type \w{2,20}\) )?at path|\b(?:BSONError|BSONTypeError|Argument passed in|input) must be a (?:24 character hex string|string of 12 bytes)/i,
    ],
    ['constraint', 'e11000', /\bE11000 duplicate key error\b/],
    [
      'layer',
      [
        'mongoerror',
        'mongoservererror',
        'com.mongodb.',
        'pymongo.',
        'mongodb\\driver',
        'mongo::error',
        'mongonetworkerror',
        'mongoserverselectionerror',
      ],
      /\bMongo(?:Server|Network|ServerSelection|BulkWrite|Parse)?Error\b[:"']|\bcom\.mongodb\.Mongo\w{2,60}Exception|\bpymongo\.errors\.\w{4,40}|\bMongoDB\\Driver\\Exception\\\w/,
    ],
  ]),
  ...messagesOf('Elasticsearch', [
    [
      'syntax',
      ['failed to parse query', 'query_shard_exception', 'parsing_exception', 'x_content_parse_exception'],
      /\bFailed to parse query \[|\b(?:query_shard|x_content_parse|parsing)_exception\b/i,
    ],
  ]),
  ...messagesOf('Neo4j', [
    [
      'syntax',
      ['neo.clienterror.statement', "invalid input '"],
      /\bNeo\.ClientError\.Statement\.\w|\bInvalid input '.{1,60}': expected .{1,200}\(line \d{1,5}, column \d{1,5}/i,
    ],
  ]),
  ...messagesOf('Cassandra', [
    [
      'syntax',
      ['invalidqueryexception', 'syntaxexception', 'invalidrequest: error from server'],
      /\bcom\.datastax\.\S{1,80}(?:InvalidQuery|Syntax)\w{0,10}Exception|\bInvalidRequest: Error from server: code=2\d00|\bSyntaxException: <?ErrorMessage code=2000/i,
    ],
  ]),
  ...messagesOf('LDAP', [
    [
      'syntax',
      ['invalidsearchfilterexception', 'bad search filter', 'ldap_search', 'filtererror', 'invalidnameexception'],
      /\bjavax\.naming\.directory\.InvalidSearchFilterException|\bBad search filter\b|\bldap_search\(\): Search: |\bcom\.sun\.jndi\.ldap\.|\bldap3?\.FILTER_ERROR|\bLDAPInvalidFilterError\b/i,
    ],
  ]),
  ...messagesOf('XPath', [
    [
      'syntax',
      ['xpath', 'simplexmlelement::xpath', 'xmlxpatheval'],
      /\bjavax\.xml\.xpath\.XPathExpressionException|\bxmlXPath(?:Eval|CompOpEval|Comp\w{1,20}): |\bSystem\.Xml\.XPath\.XPathException|\blxml\.etree\.XPath(?:Eval|Syntax)?Error|\bSimpleXMLElement::xpath\(\): |\bDOMXPath::(?:query|evaluate)\(\): |\bXPathEvalError: /,
    ],
  ]),
];

/** Layers above the database name themselves and often add the query. */
const LAYERS = messagesOf('a database layer', [
  ['layer', 'sqlstate', /\bSQLSTATE(?:\[\w{5}\]|[=:] ?\w{5}\b)/],
  [
    'layer',
    [
      'java.sql.',
      'javax.persistence',
      'jakarta.persistence',
      'org.hibernate.',
      'springframework.jdbc',
      'springframework.dao',
      'could not execute',
      'could not extract resultset',
      'bad sql grammar',
      'org.jooq',
      'ibatis',
      'querysyntaxexception',
    ],
    /\bjava\.sql\.SQL\w{0,40}Exception|\b(?:javax|jakarta)\.persistence\.\w{4,40}Exception|\borg\.hibernate\.(?:\w{1,30}\.){0,3}\w{4,60}Exception|\borg\.springframework\.(?:jdbc|dao)\.\w{4,60}Exception|\bcould not (?:execute (?:query|statement|batch)|extract ResultSet|prepare statement)\b(?=[;:]? ?(?:\[|nested|SQL|$))|\bbad SQL grammar \[|\borg\.jooq\.exception\.\w|\b(?:org\.apache\.)?ibatis\.(?:exceptions\.)?\w{1,40}\b/,
  ],
  [
    'layer',
    ['sequelize', 'queryfailederror', 'prisma', 'knex', 'drizzlequeryerror', 'entitymetadatanotfound'],
    /\bSequelize\w{0,40}(?:Database|Unique|ForeignKey|Connection|Validation)\w{0,30}Error\b|\bQueryFailedError\b|\bInvalid `?prisma\.\w{1,60}\.\w{3,30}\(\)`? invocation|\bPrismaClient\w{4,40}Error\b|\bKnexTimeoutError\b|\bDrizzleQueryError\b/,
  ],
  [
    'layer',
    [
      'activerecord::',
      'sequel::',
      'django.db.',
      'sqlalchemy',
      'sqlalche.me',
      'peewee.',
      'tortoise.exceptions',
      'asyncpg.exceptions',
    ],
    /\bActiveRecord::(?:StatementInvalid|RecordNotUnique|InvalidForeignKey|NotNullViolation|ConnectionNotEstablished)|\bSequel::\w{4,40}(?:Error|Violation)|\bdjango\.db\.(?:utils\.)?\w{4,40}Error|\bsqlalchemy\.(?:exc|orm\.exc)\.\w{4,40}|\bsqlalche\.me\/e\/|\bpeewee\.\w{4,40}Error|\btortoise\.exceptions\.\w|\basyncpg\.exceptions\.\w/,
  ],
  [
    'layer',
    [
      'doctrine',
      'illuminate\\',
      'queryexception',
      'pdoexception',
      '(sql: ',
      ', sql: ',
      'exception occurred while executing',
      'zend_db',
      'cdbexception',
      'db_error',
    ],
    /\bDoctrine\\DBAL\\|\bIlluminate\\Database\\|\bPDOException\b|\((?:Connection: \w{1,40}, )?SQL: (?:select|insert|update|delete|with)\b|\bAn exception occurred while executing (?:a query|'(?:SELECT|INSERT|UPDATE|DELETE))|\bZend_Db_\w|\bCDbException\b/i,
  ],
  [
    'layer',
    [
      'entityframework',
      'dbupdateexception',
      'data.odbc',
      'data.oledb',
      'nhibernate',
      'system.data.sqlite',
      'odbc driver',
    ],
    /\bMicrosoft\.EntityFrameworkCore\.\w|\bSystem\.Data\.(?:Entity|Odbc|OleDb|SQLite|Common)\.\w{0,40}\.?\w{0,40}Exception|\bNHibernate\.\w{0,30}\.?\w{4,40}Exception|\[ODBC [\w ]{2,40}Driver[^\]]{0,40}\]/,
  ],
]);

export const OTHER_ENGINES: readonly DatabaseMessage[] = [
  ...ORACLE,
  ...SQL_SERVER,
  ...MORE_SQL,
  ...OTHER_LANGUAGES,
  ...LAYERS,
];
