import { canRefuse, SENSORS, type TransactionRecord } from '../../model/index.ts';
import type { MitigationRow } from '../types.ts';
import { allSignals } from './rows.ts';

/** RFC 3339 to the second: nobody reads milliseconds in a sentence. */
export const iso = (time: number): string => new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** `1 request`, `2 requests`. */
export const many = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;

export type RuleTitle = (id: string) => string;

const ENDS: Readonly<Record<TransactionRecord['end'], (record: TransactionRecord) => string>> = {
  answered: (record) => `the API answered ${record.status} in ${Math.round(record.durationMs)} ms`,
  refused: (record) => `it was answered ${record.status} without asking the API`,
  'client-gone': () => 'the client went away before the answer was complete',
  'upstream-failed': () => 'the API could not be reached',
  'upstream-timeout': () => 'the API did not answer in time',
  upgraded: () => 'the connection was upgraded',
  unseen: () => 'its answer was not seen',
};
export const endSentence = (record: TransactionRecord): string => ENDS[record.end](record);

/** The verdict in one sentence, with the deciding reason. */
export function verdictSentence(
  record: TransactionRecord,
  mitigation: MitigationRow | null,
  titleOf: RuleTitle,
): string {
  const { verdict } = record;
  if (verdict.conclusion !== 'allow' && verdict.conclusion !== 'tag') {
    return `${refusedAs(verdict.conclusion)}: ${becauseOf(record, mitigation, titleOf)}.`;
  }
  const ending = endSentence(record);
  if (verdict.wouldBe !== verdict.conclusion) {
    return `${passedAs(record, ` in ${verdict.mode} mode`)}, though it would have been ${refusedAs(verdict.wouldBe).toLowerCase()}: ${becauseOf(record, mitigation, titleOf)}; ${ending}.`;
  }
  const signals = allSignals(record);
  if (signals.length === 0) return `${passedAs(record)}: no rule had anything to say; ${ending}.`;
  return `${passedAs(record)} with ${many(signals.length, 'signal')}: ${becauseOf(record, mitigation, titleOf)}; ${ending}.`;
}

/** Nobody asks before a passive sensor's requests go on. */
const passedAs = ({ sensor }: TransactionRecord, how = ''): string =>
  sensor === undefined || canRefuse(sensor)
    ? `Let through${how}`
    : `Seen by a sensor that cannot refuse (${SENSORS[sensor].title})`;

const REFUSED = {
  allow: 'Let through',
  tag: 'Tagged',
  block: 'Refused',
  throttle: 'Slowed down',
  challenge: 'Challenged',
  deceive: 'Deceived',
} as const satisfies Record<TransactionRecord['verdict']['conclusion'], string>;
const refusedAs = (conclusion: TransactionRecord['verdict']['conclusion']): string => REFUSED[conclusion];

function becauseOf(record: TransactionRecord, mitigation: MitigationRow | null, titleOf: RuleTitle): string {
  const signals = allSignals(record);
  const deciding = signals.find((signal) => signal.rule === record.verdict.reason);
  if (deciding === undefined && record.verdict.reason.startsWith('mitigation:')) {
    if (mitigation === null)
      return `${record.actor.label} was blocked (${record.verdict.reason.slice('mitigation:'.length)})`;
    return `${mitigation.label} is blocked until ${iso(mitigation.until)} (${mitigation.id}), because ${mitigation.reason}`;
  }
  const strongest = deciding ?? signals.toSorted((a, b) => b.confidence - a.confidence)[0];
  if (strongest === undefined) return `by ${record.verdict.reason}`;
  return `${titleOf(strongest.rule)} (rule ${strongest.rule}, confidence ${percent(strongest.confidence)}): ${strongest.evidence.statement}`;
}
