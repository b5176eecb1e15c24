import type { CorrectionPreview, Learner } from '../inventory/index.ts';
import type { TemplateCorrection } from '../model/index.ts';
import { LIST_LIMIT, type RecordStore } from '../storage/index.ts';

/** Owners' corrections of templates: stored, and followed by the learner. */
export interface CorrectionBook {
  /** In the order they were made. */
  list(): readonly TemplateCorrection[];
  /** Errors: SP1401. */
  preview(correction: TemplateCorrection): CorrectionPreview;
  /** Durable when it resolves. Errors: SP1401, SP1402; then nothing changed. */
  correct(correction: TemplateCorrection): Promise<void>;
  /** Undefined when there is none of this id. */
  undo(id: string): Promise<TemplateCorrection | undefined>;
}

/** Gives the learner what is stored; `onChange` is called after every change. One that is no longer valid is told and left out. */
export async function openCorrections(
  records: RecordStore,
  learner: Learner,
  onChange: () => void,
  notice: (text: string) => void,
): Promise<CorrectionBook> {
  for (let after: string | undefined; ;) {
    const page = await records.list('correction', { limit: LIST_LIMIT, ...(after !== undefined && { after }) });
    for (const correction of page.records) {
      try {
        learner.correct(correction);
      } catch (error) {
        notice(`template correction ${correction.id}: ${(error as Error).message}`);
      }
    }
    after = page.next;
    if (after === undefined) break;
  }
  return {
    list: () => learner.corrections().toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)),
    preview: (correction) => learner.preview(correction),
    async correct(correction) {
      // The learner refuses what is not valid, so it comes first.
      const former = learner.corrections().find(({ id }) => id === correction.id);
      learner.correct(correction);
      try {
        await records.put('correction', [correction]);
      } catch (error) {
        learner.withdraw(correction.id);
        if (former !== undefined) learner.correct(former);
        throw error;
      }
      onChange();
    },
    async undo(id) {
      const correction = learner.corrections().find((one) => one.id === id);
      if (correction === undefined) return undefined;
      await records.remove('correction', [id]);
      learner.withdraw(id);
      onChange();
      return correction;
    },
  };
}
