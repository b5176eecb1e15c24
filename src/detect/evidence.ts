import { maskedExcerpt } from '../lib/text/excerpt.ts';
import { isSecretName } from '../lib/text/secret-names.ts';
import type { Evidence, Leaf } from '../model/index.ts';
import type { MessageAnswer, ValueAnswer } from './define.ts';

/** What is told about an answer on `value`, a reading of the leaf or the leaf itself: masked, and nothing of a secret's place. */
export function valueEvidence(leaf: Leaf, value: string, answer: ValueAnswer): Evidence {
  const statement = value === leaf.value ? answer.statement : `${answer.statement} (in a decoded reading of the value)`;
  const place = { part: leaf.part, name: leaf.name === '' ? '-' : leaf.name };
  return answer.hidden === true || isSecretName(leaf.name)
    ? { ...place, statement }
    : { ...place, ...maskedExcerpt(value, answer.mark), statement };
}

export function messageEvidence({ statement, part, name, value, mark, counters }: MessageAnswer): Evidence {
  const shown = value !== undefined && mark !== undefined && !isSecretName(name ?? '');
  return {
    ...(part && { part }),
    ...(name !== undefined && { name }),
    ...(shown && maskedExcerpt(value, mark)),
    statement,
    ...(counters && { counters }),
  };
}
