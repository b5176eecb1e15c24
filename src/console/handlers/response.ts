import type { z } from 'zod';
import { CodedError, type Mitigation } from '../../model/index.ts';
import type { ROUTES } from '../contract.ts';
import type { Context, Handlers } from '../handler.ts';
import { createSorter, pageOf, type SortKey } from '../page.ts';
import type { MitigationRow } from '../types.ts';
import { previewBlock } from '../views/block-preview.ts';
import { mitigationRow } from '../views/rows.ts';
import { countTransactions } from '../views/transactions.ts';

const KEYS: Readonly<Record<string, SortKey<MitigationRow>>> = {
  since: (row) => row.since,
  until: (row) => row.until,
  state: (row) => row.state,
  label: (row) => row.label,
};

type BlockBody = z.output<typeof ROUTES.block.body>;

/** Errors: SP3004 for a target that is none, SP3005 when a guard forbids it or the harm was not accepted. */
async function checkBlock(context: Context, { target, acceptHarm }: BlockBody, own: string): Promise<void> {
  if (target.kind === 'actor' && !/^A-[0-9a-f]{4,40}$/.test(target.value)) {
    throw new CodedError('SP3004', `body.target.value: ${JSON.stringify(target.value)} is no id of an actor`);
  }
  const preview = await previewBlock(context, target, own);
  if (preview.refusal !== null) throw new CodedError('SP3005', preview.refusal);
  if (preview.tier === 2 && acceptHarm !== preview.good.length) {
    throw new CodedError(
      'SP3005',
      `hits ${preview.good.length} known good users; give this number as acceptHarm to go on`,
    );
  }
}

export function responseHandlers(context: Context): Handlers<'mitigations' | 'mitigation' | 'previewBlock'> {
  const { deps, views } = context;
  const inOrder = createSorter(KEYS);
  return {
    async mitigations({ query }) {
      const { rows, partial } = await views.mitigations();
      const matching = inOrder(rows, query.sort ?? '-since').filter(
        (row) =>
          (query.state?.includes(row.state) ?? true) &&
          (query.target === undefined || row.target.value === query.target),
      );
      return pageOf(matching, query, partial);
    },
    async mitigation({ params }) {
      const row = (await views.mitigations()).rows.find((one) => one.id === params.id);
      if (row === undefined) throw new CodedError('SP0004', `no standing measure ${params.id}`);
      const { target, since, until, ended } = row;
      const to = Math.min(until, ended?.at ?? until, deps.clock());
      return {
        mitigation: row,
        hits:
          target.kind === 'actor'
            ? await countTransactions(deps.journal, { actor: target.value, conclusion: 'block', from: since, to })
            : null,
        actor: (await views.actors()).rows.find((actor) => actor.id === target.value) ?? null,
      };
    },
    previewBlock: ({ body, caller }) => previewBlock(context, body.target, caller.address),
  };
}

export function blockHandlers(context: Context): Handlers<'block' | 'endMitigation'> {
  const { deps, views, audit } = context;
  const labelled = async (mitigation: Mitigation): Promise<MitigationRow> => {
    views.changed('mitigation');
    const actor = (await views.actors()).rows.find((row) => row.id === mitigation.target.value);
    return mitigationRow(mitigation, actor?.label ?? mitigation.target.value, deps.clock());
  };
  return {
    async block({ body, caller }) {
      await checkBlock(context, body, caller.address);
      const { acceptHarm, ...order } = body;
      const mitigation = await deps.control.block({ ...order, author: caller.session.user });
      await audit(caller, {
        what: 'mitigation.started',
        object: mitigation.id,
        after: {
          target: mitigation.target,
          until: mitigation.until,
          ...(acceptHarm === undefined ? {} : { acceptHarm }),
        },
        reason: body.reason,
      });
      return labelled(mitigation);
    },
    async endMitigation({ params, body, caller }) {
      const ended = await deps.control.unblock(params.id, caller.session.user, body.reason);
      if (ended === undefined) throw new CodedError('SP0004', `no measure ${params.id} stands now`);
      await audit(caller, {
        what: 'mitigation.ended',
        object: ended.id,
        before: { target: ended.target, until: ended.until },
        after: { ended: ended.ended },
        reason: body.reason,
      });
      return labelled(ended);
    },
  };
}
