import { planCorrection } from '../../inventory/index.ts';
import { CodedError, type TemplateCorrection } from '../../model/index.ts';
import type { Context, Handlers } from '../handler.ts';

export function correctionHandlers(
  context: Context,
): Handlers<'previewTemplate' | 'correctTemplate' | 'corrections' | 'undoCorrection'> {
  const { deps } = context;
  return {
    async previewTemplate({ params, body, caller }) {
      const correction = await planned(context, params.id, { ...body, reason: '', by: caller.session.user });
      return { kind: correction.kind, ...deps.corrections.preview(correction) };
    },
    async correctTemplate({ params, body, caller }) {
      const correction = await planned(context, params.id, { ...body, by: caller.session.user });
      await deps.corrections.correct(correction);
      await context.audit(caller, {
        what: 'template.corrected',
        object: correction.id,
        before: { template: correction.from },
        after: { host: correction.host, template: correction.template, kind: correction.kind },
        reason: body.reason,
      });
      return correction;
    },
    corrections: async () => ({ rows: deps.corrections.list() }),
    async undoCorrection({ params, caller }) {
      const undone = await deps.corrections.undo(params.id);
      if (undone === undefined) throw new CodedError('SP0004', `no correction ${params.id}`);
      await context.audit(caller, {
        what: 'template.correction-undone',
        object: undone.id,
        before: { host: undone.host, template: undone.template, kind: undone.kind },
      });
      return undone;
    },
  };
}

/** Errors: SP0004 without such an endpoint, SP1401. */
async function planned(
  { deps, views }: Context,
  id: string,
  wish: Pick<TemplateCorrection, 'template' | 'reason' | 'by'>,
): Promise<TemplateCorrection> {
  const present = (await views.endpointId(id)) ?? id;
  const endpoint = (await deps.catalogue.endpoints()).find((one) => one.id === present);
  if (endpoint === undefined) throw new CodedError('SP0004', `no endpoint ${id}`);
  return planCorrection({ ...wish, host: endpoint.host, from: endpoint.template, at: deps.clock() });
}
