import type { FieldStats } from '../../model/index.ts';

/** A flat list of fields as the tree it was made from. */
export interface FieldNode {
  /** Undefined where only something below it is known. */
  field?: FieldStats;
  readonly properties: Map<string, FieldNode>;
  items?: FieldNode;
  mapValues?: FieldNode;
}

const newFieldNode = (): FieldNode => ({ properties: new Map() });

/** Reads names such as `$.items[].price` and `$.byId{}.name`. */
export function fieldTree(fields: readonly FieldStats[]): FieldNode {
  const root = newFieldNode();
  for (const field of fields) {
    let node = root;
    for (const step of steps(field.name)) node = below(node, step);
    node.field = field;
  }
  return root;
}

function below(node: FieldNode, step: string): FieldNode {
  if (step === '[]') return (node.items ??= newFieldNode());
  if (step === '{}') return (node.mapValues ??= newFieldNode());
  let child = node.properties.get(step);
  if (child === undefined) node.properties.set(step, (child = newFieldNode()));
  return child;
}

/** Steps after `$`: keys without their escapes, `[]`, `{}`. */
function steps(name: string): readonly string[] {
  const found = name.slice(1).match(/\[\]|\{\}|\.(?:\\.|[^\\.[\]{}])*/g) ?? [];
  return found.map((step) => (step.startsWith('.') ? step.slice(1).replace(/\\(.)/g, '$1') : step));
}
