/** What a word does in a statement; `name` is everything that is no keyword. */
export type WordRole =
  | 'logic'
  | 'compare'
  | 'arithmetic'
  | 'not'
  | 'union'
  | 'by'
  | 'clause'
  | 'from'
  | 'as'
  | 'tail'
  | 'select'
  | 'prefix'
  | 'constant'
  | 'statement'
  | 'name';

const ROLES: readonly (readonly [WordRole, string])[] = [
  ['logic', 'and or xor'],
  ['compare', 'like ilike rlike regexp glob in between is similar sounds'],
  ['arithmetic', 'div mod collate escape'],
  ['not', 'not'],
  ['union', 'union intersect except minus'],
  ['by', 'order group partition'],
  [
    'clause',
    'where having limit offset procedure on using when then else values set join inner left right outer cross natural into returning fetch for to outfile dumpfile delay',
  ],
  ['from', 'from'],
  ['as', 'as'],
  ['tail', 'asc desc end only rows nulls'],
  ['select', 'select'],
  ['prefix', 'distinct distinctrow all any some exists binary case interval row top if'],
  ['constant', 'null true false'],
  [
    'statement',
    'insert update delete drop create alter truncate exec execute declare shutdown grant revoke waitfor call merge replace load copy begin rename backup attach use kill',
  ],
];

const ROLE_OF: ReadonlyMap<string, WordRole> = new Map(
  ROLES.flatMap(([role, words]) => words.split(' ').map((word) => [word, role] as const)),
);

export const roleOf = (word: string): WordRole => ROLE_OF.get(word) ?? 'name';

/**
 * Statements that an attacker stacks, by their first words. Each asks for the second word too, so that "drop me a line"
 * and "create an account" are none.
 */
export const STATEMENT =
  /^(?:drop\s+(?:table|database|schema|view|user|function|procedure|index|trigger|column|login|role)|create\s+(?:or\s+replace\s+)?(?:temp(?:orary)?\s+)?(?:table|user|function|procedure|trigger|view|login|database|role|extension|alias)|alter\s+(?:table|user|database|login|role|procedure)|truncate\s+table|insert\s+(?:ignore\s+)?into|replace\s+into|delete\s+from|update\s+[\w.`"[\]]+\s+set\b|exec(?:ute)?[\s(]+(?:immediate|master|sp_|xp_|@|\(|['"\w.]+sp_|[\w.]+xp_|[\w]+\s*(?:['"@]|$))|declare\s+@?\w+|shutdown(?:\s+with|\s*(?:;|--|$))|(?:grant|revoke)\s+(?:all|select|insert|update|delete|execute|dba|connect|resource|create|usage|super)\b|waitfor\s+(?:delay|time)|call\s+[\w.]+\s*\(|merge\s+into|load\s+data|load_file|copy\s+\w*\s*\(?|begin\s+(?:declare|dbms_|tran)|backup\s+(?:database|log)|attach\s+database|\(*\s*select\b|(?:pg_)?sleep\s*\(|benchmark\s*\(|if\s*\(\s*(?:\(?select|\w+\s*\(|\d+\s*[=<>])|set\s+@|use\s+master|kill\s+\d|with\s+\w+\s+as\s*\()/i;

/** Functions that read files, run programs, call out or wait: nothing an honest value calls. */
const STRONG_CALL =
  /^(?:(?:[\w.]*\.)?xp_\w+|(?:[\w.]*\.)?sp_\w+|sleep|benchmark|pg_sleep(?:_for|_until)?|load_file|extractvalue|updatexml|dbms_\w+(?:\.\w+)*|utl_\w+(?:\.\w+)*|ctxsys\.\S+|ordsys\.\S+|sys\.\w+(?:\.\w+)*|httpuritype|randomblob|load_extension|sqlite_version|pg_(?:read_(?:binary_)?file|ls_dir|stat_file|terminate_backend)|lo_(?:import|export|get)|query_to_xml|database_to_xml|sys_(?:eval|exec|context)|name_const|geometrycollection|multipoint|polygon|linestring|gtid_sub\w+|json_keys|openrowset|opendatasource|openquery|analyse|make_set|regexp_substring|db_name|is_srvrolemember|is_member|has_dbaccess|system_user|session_user|current_setting|xmltype|user_name|suser_\w+|host_name|current_database)$/;

/** Functions for reading data piece by piece; honest only in code. */
const CALL =
  /^(?:ascii|bin|cast|char|chr|nchar|concat|concat_ws|group_concat|string_agg|convert|count|database|schema|user|current_user|version|elt|exp|extract|field|floor|rand|hex|unhex|if|iif|ifnull|isnull|nullif|instr|locate|length|len|char_length|datalength|substr|substring|mid|left|right|lower|upper|lpad|rpad|ltrim|rtrim|trim|md5|sha1|sha2|ord|position|repeat|reverse|round|space|strcmp|to_char|to_number|decode|coalesce|now|sysdate|getdate|power|sqrt|min|max|sum|avg|find_in_set|interval|least|greatest|unicode|quotename|stuff|rownum|generate_series|json_extract|last_insert_rowid|nvl|row_count|found_rows|connection_id|uuid|pi)$/;

export type CallStrength = 'strong' | 'plain' | 'unknown';

/** Programs and packages of a database that do more than read. */
export const STRONG_NAME =
  /\b(?:xp_\w+|sp_(?:oa|exec|add|configure|password|makewebtask)\w*|dbms_\w+|utl_\w+|pg_sleep|waitfor\s+(?:delay|time)\s*\W{0,3}'|sleep\s*\(|benchmark\s*\(|load_file|openrowset|outfile|dumpfile)/i;

export const callStrength = (word: string): CallStrength =>
  STRONG_CALL.test(word) ? 'strong' : CALL.test(word) ? 'plain' : 'unknown';

/** Names of a database's own tables and settings. */
export const SYSTEM_NAME =
  /^(?:information_schema(?:\..*)?|(?:.*\.)?sys(?:objects|columns|users|databases|logins|tables|comments|processes)|sqlite_(?:master|schema|temp_master)|pg_(?:catalog|shadow|user|authid|database|tables|class|stat_activity)(?:\..*)?|mysql\.\w+|performance_schema\..*|all_(?:tables|users|tab_columns)|user_tables|dba_\w+|v\$\w+|msysobjects|master\.{1,2}.*|rdb\$\w+|sys\.\w+.*|dual)$/;
