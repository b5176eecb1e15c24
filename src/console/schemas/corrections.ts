import { z } from 'zod';
import { CORRECTION_KINDS } from '../../model/index.ts';
import { count, identifier, instant } from './base.ts';

export const TemplateCorrection = z.object({
  id: identifier,
  host: z.string(),
  from: z.string().exactOptional(),
  template: z.string(),
  kind: z.enum(CORRECTION_KINDS),
  by: z.string(),
  at: instant,
  reason: z.string(),
});

const Previewed = z.object({ method: z.string(), template: z.string(), requests: count });

/** Endpoints that go, and those that stand in their place; requests that cannot be told apart any more stay with the parameter. */
export const CorrectionPreview = z.object({
  kind: z.enum(CORRECTION_KINDS),
  before: z.array(Previewed),
  after: z.array(Previewed),
});
