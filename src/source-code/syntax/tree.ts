/** The little of a program that says what it routes: calls, names, texts, functions, classes, imports. */

export interface Place {
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}

export interface Argument {
  /** Of keyword arguments. */
  readonly name?: string;
  readonly spread?: boolean;
  readonly value: Expression;
}

export interface Entry {
  /** Absent: spread into it, or computed. */
  readonly key?: string;
  readonly value: Expression;
}

export type Expression = { readonly at: Place } & (
  | { readonly kind: 'text'; readonly parts: readonly (string | Expression)[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly object: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly object: Expression; readonly key: Expression }
  | { readonly kind: 'call'; readonly callee: Expression; readonly args: readonly Argument[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  /** `type` is the type of a Go composite literal. */
  | { readonly kind: 'record'; readonly entries: readonly Entry[]; readonly type?: Expression }
  | { readonly kind: 'function'; readonly fn: FunctionNode }
  | { readonly kind: 'class'; readonly cls: ClassNode }
  | { readonly kind: 'sum'; readonly terms: readonly Expression[] }
  /** One of them: `a || b`, `c ? a : b`. */
  | { readonly kind: 'either'; readonly options: readonly Expression[] }
  /** Regular expressions keep their source; everything else only what was inside. */
  | { readonly kind: 'other'; readonly inside: readonly Expression[]; readonly source?: string }
);

export interface Parameter {
  /** Empty for a pattern. */
  readonly name: string;
  /** As written, without spaces. */
  readonly type: string;
  readonly fallback?: Expression;
}

export interface FunctionNode {
  readonly name: string;
  readonly at: Place;
  readonly parameters: readonly Parameter[];
  readonly decorators: readonly Expression[];
  readonly body: readonly Statement[];
  /** Of Go methods: the receiver. */
  readonly receiver?: Parameter;
}

export interface Field {
  readonly name: string;
  readonly value: Expression;
}

export interface ClassNode {
  readonly name: string;
  readonly at: Place;
  readonly bases: readonly Expression[];
  readonly decorators: readonly Expression[];
  readonly fields: readonly Field[];
  readonly methods: readonly FunctionNode[];
  /** Nested types. */
  readonly classes: readonly ClassNode[];
}

export interface ImportedName {
  /** `*` is the module itself, `default` its default export. */
  readonly imported: string;
  readonly local: string;
}

/** What an assignment fills: a name, a member, or the names of a pattern with the keys (or indices) they stand for. */
export type Target =
  | { readonly kind: 'one'; readonly to: Expression }
  | { readonly kind: 'pattern'; readonly names: readonly { readonly key: string; readonly local: string }[] };

export type Statement = { readonly at: Place } & (
  | { readonly kind: 'expression'; readonly value: Expression }
  | {
      readonly kind: 'assign';
      readonly target: Target;
      readonly value: Expression;
      readonly type: string;
      readonly adds: boolean;
      readonly exported: boolean;
      readonly declares: boolean;
    }
  | { readonly kind: 'import'; readonly module: string; readonly names: readonly ImportedName[] }
  /** `export { a as b } from`, `export *`: `local` in the other module or here. */
  | {
      readonly kind: 'export';
      readonly module?: string;
      readonly names: readonly { readonly local: string; readonly as: string }[];
    }
  | { readonly kind: 'export-value'; readonly value: Expression }
  | { readonly kind: 'function'; readonly fn: FunctionNode; readonly exported: boolean }
  | { readonly kind: 'class'; readonly cls: ClassNode; readonly exported: boolean }
  | { readonly kind: 'return'; readonly value: Expression }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'loop'; readonly target: Target; readonly over: Expression; readonly body: readonly Statement[] }
);
