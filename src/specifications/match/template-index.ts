import { coversSegment, templateShape } from './template.ts';

/** Things by template. Look-ups take time by the length of the path and the patterns beside each other, not by the number. */
export interface TemplateIndex<T> {
  add(template: string, value: T): void;
  /** Of the same structure. */
  same(template: string): readonly T[];
  /** Whose template covers this one without being the same, the most literal first. */
  covering(template: string): readonly T[];
  /** Whose template is covered by this one without being the same; bounded. */
  coveredBy(template: string): readonly T[];
}

interface Node<T> {
  readonly children: Map<string, Node<T>>;
  readonly values: T[];
}

const MOST = 200;
/** Steps of one look-up: a path with many patterns beside each other stays cheap. */
const STEPS = 20_000;

const newNode = <T>(): Node<T> => ({ children: new Map(), values: [] });

export function createTemplateIndex<T>(): TemplateIndex<T> {
  const root = newNode<T>();
  return {
    add(template, value) {
      let node = root;
      for (const segment of templateShape(template)) {
        let child = node.children.get(segment);
        if (child === undefined) node.children.set(segment, (child = newNode()));
        node = child;
      }
      node.values.push(value);
    },
    same(template) {
      let node: Node<T> | undefined = root;
      for (const segment of templateShape(template)) node = node?.children.get(segment);
      return node?.values ?? [];
    },
    covering: (template) => search(root, template, coversSegment),
    coveredBy: (template) => search(root, template, (held, asked) => coversSegment(asked, held)),
  };
}

function search<T>(root: Node<T>, template: string, fits: (held: string, asked: string) => boolean): readonly T[] {
  const shape = templateShape(template);
  const found: T[] = [];
  let steps = 0;
  const visit = (node: Node<T>, at: number, same: boolean): void => {
    if (found.length >= MOST || ++steps > STEPS) return;
    const asked = shape[at];
    if (asked === undefined) {
      if (!same) found.push(...node.values);
      return;
    }
    const exact = node.children.get(asked);
    if (exact !== undefined) visit(exact, at + 1, same);
    for (const [held, child] of node.children) {
      if (held === asked) continue;
      if (held === '{*}' && fits('{}', 'x')) found.push(...child.values);
      else if (fits(held, asked)) visit(child, at + 1, false);
    }
  };
  visit(root, 0, true);
  return found;
}
