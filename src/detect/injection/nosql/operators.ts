/**
 * Operators of MongoDB's query language (manual, "Query and Projection Operators" 8.0), of the databases that speak it
 * (CouchDB Mango, DocumentDB, Cosmos DB), and the aliases of Sequelize 4, by what they let a client do.
 *
 * - `code` runs JavaScript or an expression over the whole document.
 * - `open` matches what the client does not know: anything but, anything like, anything near, other fields' values.
 * - `range` and `set` are harmless with ordinary operands and open with those that every value passes.
 * - `logic` joins conditions of the client's own.
 * - `stage` reads or writes other collections from within an aggregation.
 * - `update` changes fields; `shared` ones are words of analytics and of editing libraries as well.
 *
 * Not here: `$ref`, `$id`, `$schema`, `$type`, `$comment`, `$defs` (JSON Schema), `$oid`, `$date`, `$numberLong` (Extended
 * JSON), `$filter`, `$select`, `$top`, `$expand`, `$orderby`, `$count`, `$search` (OData).
 */
export type OperatorKind = 'code' | 'open' | 'range' | 'set' | 'equal' | 'logic' | 'stage' | 'update' | 'shared';

const KINDS: Readonly<Record<OperatorKind, string>> = {
  code: '$where $function $accumulator $expr',
  open: '$ne $nin $not $nor $regex $exists $elemMatch $allMatch $keyMapMatch $beginsWith $jsonSchema $mod $near $within $text $col $nearSphere $geoWithin $geoIntersects $bitsAllSet $bitsAnySet $bitsAllClear $bitsAnyClear $like $iLike $notLike $notILike $regexp $iRegexp $notIn $notBetween $startsWith $endsWith $substring',
  range: '$gt $gte $lt $lte $between',
  set: '$in $all $any $overlap $contains $contained',
  equal: '$eq $is $options $size',
  logic: '$or $and',
  stage: '$lookup $graphLookup $unionWith $out $currentOp $listSessions $collStats $indexStats',
  update: '$setOnInsert $addToSet $pullAll $pushAll $currentDate $inc $rename $mul',
  shared: '$set $unset $push $pull $pop $min $max $merge $match $project $facet $eval $group',
};

const OPERATORS: ReadonlyMap<string, OperatorKind> = new Map(
  (Object.keys(KINDS) as OperatorKind[]).flatMap((kind) =>
    KINDS[kind].split(' ').map((name): [string, OperatorKind] => [name, kind]),
  ),
);

export const operatorKind = (name: string): OperatorKind | undefined => OPERATORS.get(name);

/** Beginnings that send a value to the rule: an operator where a key or a step of a name stands. */
export const OPERATOR_LITERALS: readonly string[] = [...OPERATORS.keys()].map((name) => name.toLowerCase());

/** An operand as its text, as far as it matters. */
export interface Use {
  readonly operator: string;
  /** The field it is applied to, or ''. */
  readonly field: string;
  /** JSON or form text of the operand; undefined when it is not known. */
  readonly operand: string | undefined;
}

/**
 * How sure it is that an operator stands where the application wants a scalar. Fields that a login or a secret is looked up
 * by are never searched with operators by honest clients.
 */
export function weigh({ operator, field, operand }: Use): number {
  const kind = operatorKind(operator);
  if (kind === undefined) return 0;
  const guarded = GUARDED.test(field.slice(-64));
  switch (kind) {
    case 'code':
      return 0.95;
    case 'open':
      return guarded ? 0.95 : 0.9;
    case 'range':
      return guarded ? 0.95 : operand === undefined ? 0.85 : passesAll(operand) ? 0.9 : 0.6;
    case 'set':
      return guarded ? 0.9 : operand === undefined || passesAll(operand) ? 0.75 : 0.6;
    case 'equal':
      return guarded ? 0.75 : 0.5;
    case 'logic':
      return operand === undefined || holdsEmpty(operand) ? 0.8 : 0.6;
    case 'stage':
      return 0.8;
    case 'update':
      return 0.75;
    case 'shared':
      return 0.5;
  }
}

const GUARDED =
  /pass|pwd|secret|token|login|e?mail|session|api[-_]?key|(?:^|[^a-z])(?:otp|pin)$|(?:^|[^a-z])user(?:[-_]?name)?$|role|admin/i;

/** Empty, null, true, zero and less, one character: whatever is stored is above or below it. */
const passesAll = (operand: string): boolean =>
  /^\s*(?:["']?.?["']?|null|undefined|true|false|nan|-\s*\d.*|0|\{\s*\}|\[\s*(?:""|''|null)?\s*\]|"\\u[0-9a-f]{4}")\s*[,}\]]?\s*$/i.test(
    operand.slice(0, 40),
  );

/** A condition without conditions, which all records meet. */
const holdsEmpty = (operand: string): boolean => /\{\s{0,8}\}/.test(operand) || operand.trim() === '';
