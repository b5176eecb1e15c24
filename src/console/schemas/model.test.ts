import { expect, test } from 'vitest';
import type { z } from 'zod';
import type * as model from '../../model/index.ts';
import type { DeepReadonly } from '../types.ts';
import type * as schema from './model.ts';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** `true` only when the schema and the model's type agree in every member at every depth. */
type Mirrors<Model, S extends z.ZodType> = Same<DeepReadonly<Model>, DeepReadonly<z.output<S>>>;

test('each schema mirrors its type of the model, so that no member gets lost on the way out', () => {
  // Checked by the compiler: a member missing on either side turns its `true` into a type error.
  const mirrors: {
    actor: Mirrors<model.Actor, typeof schema.Actor>;
    actorRef: Mirrors<model.ActorRef, typeof schema.ActorRef>;
    api: Mirrors<model.Api, typeof schema.Api>;
    authUse: Mirrors<model.AuthUse, typeof schema.AuthUse>;
    endpoint: Mirrors<model.Endpoint, typeof schema.Endpoint>;
    endpointRef: Mirrors<model.EndpointRef, typeof schema.EndpointRef>;
    evidence: Mirrors<model.Evidence, typeof schema.Evidence>;
    fieldStats: Mirrors<model.FieldStats, typeof schema.FieldStats>;
    finding: Mirrors<model.Finding, typeof schema.Finding>;
    mitigation: Mirrors<model.Mitigation, typeof schema.Mitigation>;
    policy: Mirrors<model.Policy, typeof schema.Policy>;
    sample: Mirrors<model.ExchangeSample, typeof schema.Sample>;
    segmentReason: Mirrors<model.SegmentReason, typeof schema.SegmentReason>;
    signal: Mirrors<model.Signal, typeof schema.Signal>;
    transaction: Mirrors<model.TransactionRecord, typeof schema.Transaction>;
    verdict: Mirrors<model.Verdict, typeof schema.Verdict>;
  } = {
    actor: true,
    actorRef: true,
    api: true,
    authUse: true,
    endpoint: true,
    endpointRef: true,
    evidence: true,
    fieldStats: true,
    finding: true,
    mitigation: true,
    policy: true,
    sample: true,
    segmentReason: true,
    signal: true,
    transaction: true,
    verdict: true,
  };
  expect(Object.values(mirrors)).toHaveLength(16);
});
