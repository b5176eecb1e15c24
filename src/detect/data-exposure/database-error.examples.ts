import type { Leaf } from '../../model/index.ts';

const field = (name: string, value: string): Partial<Leaf> => ({ part: 'response', name, value });

export const fires: readonly (string | Partial<Leaf>)[] = [
  // PostgreSQL.
  'ERROR: syntax error at or near "lamp"\nLINE 1: SELECT * FROM goods WHERE name = \'lamp',
  field('message', 'select "id" from "goods" where "name" = $1 - unterminated quoted string at or near "\'"'),
  'column "colour" does not exist',
  'PG::UndefinedTable: ERROR:  relation "baskets" does not exist',
  'Query failed: ERROR: each UNION query must have the same number of columns',
  '(psycopg2.errors.InvalidTextRepresentation) invalid input syntax for type uuid: "lamp"',
  'duplicate key value violates unique constraint "goods_name_key"',
  // MySQL.
  "You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near ''' at line 1",
  field('detail', "Unknown column 'colour' in 'where clause'"),
  "<b>Warning</b>:  mysqli_query(): Unknown column 'colour' in 'field list'",
  "SQLSTATE[42S02]: Base table or view not found: 1146 Table 'shop.basket' doesn't exist",
  "XPATH syntax error: '~8.0.36'",
  "Duplicate entry 'lamp' for key 'goods.name'",
  "Access denied for user 'shop'@'10.0.0.7' (using password: YES)",
  // SQLite.
  'SQLITE_ERROR: near "lamp": syntax error',
  'sqlite3.OperationalError: no such column: colour',
  'UNIQUE constraint failed: goods.name',
  // Oracle.
  'ORA-01756: quoted string not properly terminated',
  'java.sql.SQLSyntaxErrorException: ORA-00942: table or view does not exist',
  // SQL Server.
  "Unclosed quotation mark after the character string 'lamp'.",
  "System.Data.SqlClient.SqlException: Conversion failed when converting the nvarchar value 'lamp' to data type int.",
  "Invalid object name 'dbo.Baskets'.",
  // Others.
  'DB2 SQL Error: SQLCODE=-104, SQLSTATE=42601, SQLERRMC=lamp',
  "Syntax error (missing operator) in query expression 'name = lamp lamp'.",
  field('error', 'unknown operator: $colour'),
  'E11000 duplicate key error collection: shop.goods index: name_1 dup key: { name: "lamp" }',
  'Cast to ObjectId failed for value "lamp" (type string) at path "_id" for model "Basket"',
  "javax.naming.directory.InvalidSearchFilterException: Unbalanced parenthesis; remaining name 'ou=people'",
  // Layers.
  'could not execute statement [Value too long] ; SQL [insert into goods]; nested exception is org.hibernate.exception.DataException',
  'QueryFailedError: the server closed the connection',
  'Invalid `prisma.basket.findMany()` invocation:',
  'ActiveRecord::StatementInvalid: connection is closed',
  'sqlalchemy.exc.ProgrammingError: no results',
  'PDOException: could not find driver',
];

export const silent: readonly (string | Partial<Leaf>)[] = [
  'Invalid search term',
  'The requested basket does not exist',
  'There is a syntax error in your coupon code.',
  'column 3 does not exist in this sheet',
  'name must be unique',
  'Duplicate entry: you are already registered.',
  'Access denied',
  'unknown operator',
  'colour must be an array',
  'Cannot be null',
  'Learn SQL in a weekend: select, join, union and group by, with 200 exercises.',
  'How to fix "syntax error at or near" in PostgreSQL?',
  'What does ORA-00942 mean?',
  'If you read "You have an error in your SQL syntax", look at the quotes first.',
  'The chapter explains why column "total" does not exist at the time when WHERE is evaluated, and what to do about it.',
  field(
    'body',
    'Sooner or later everybody meets it:\n```\nERROR: syntax error at or near "lamp"\n```\nA word that the grammar keeps for itself was used as a name.',
  ),
  field(
    'text',
    `${'Databases speak their own language, and their messages say more than most people think when they read them first. '.repeat(6)}\nUnknown column 'colour' in 'where clause'`,
  ),
  'The union query must be approved by all members.',
  'Our constraint: at most ten items per basket',
  'A PostgreSQL 16 cluster with 3 nodes',
  'The SQL Server edition of the book, 480 pages, hardcover',
  'Mongo the cat will be king',
  "SELECT name, price FROM goods WHERE colour = 'red'",
  'Flight ORA-1254 to Oran',
  'sequelize the sequel: a prisma colour study',
];
