import type { ChangeEffect, ContractField, Difference, OperationContract } from '../../model/index.ts';

/** A field before and after; at least one of both is there. */
export interface FieldPair {
  readonly side: 'request' | 'response';
  readonly at: string;
  readonly before?: ContractField;
  readonly after?: ContractField;
}

/** One operation before and after; at least one of both is there. */
export interface OperationPair {
  readonly before?: OperationContract;
  readonly after?: OperationContract;
  /** Empty where one of both is missing. What came or went is listed once, at its top. */
  readonly fields: readonly FieldPair[];
}

export interface FoundDifference {
  readonly effect: ChangeEffect;
  readonly at: string;
  readonly statement: string;
}

/** One kind of difference. The file name is the id. */
export interface DifferenceRule {
  readonly id: string;
  readonly title: string;
  /** Why it lets down whoever relied on the state before, or why it does not. */
  readonly explanation: string;
  find(pair: OperationPair): readonly FoundDifference[];
  /** Pairs of states between which the rule must and must not find something. */
  readonly examples: {
    readonly found: readonly Example[];
    readonly notFound: readonly Example[];
  };
}
export type Example = readonly [before: OperationContract | undefined, after: OperationContract | undefined];

export const asDifference = (rule: { readonly id: string }, found: FoundDifference): Difference => ({
  rule: rule.id,
  ...found,
});

/** A contract for examples: a GET with these fields. */
export const contract = (
  fields: readonly (Pick<ContractField, 'place' | 'name'> & Partial<ContractField>)[] = [],
  more: Partial<OperationContract> = {},
): OperationContract => ({
  method: 'GET',
  template: '/things/{id}',
  statuses: ['200'],
  fields: fields.map((field) => ({
    types: ['string'],
    required: false,
    ...(field.place === 'response' && { status: '2xx' }),
    ...field,
  })),
  ...more,
});

/** Fields of a request or of a response that are there on both sides. */
export const onBothSides = (
  { fields }: OperationPair,
  side: FieldPair['side'],
): readonly { readonly at: string; readonly before: ContractField; readonly after: ContractField }[] =>
  fields.flatMap(({ side: own, at, before, after }) =>
    own === side && before !== undefined && after !== undefined ? [{ at, before, after }] : [],
  );
