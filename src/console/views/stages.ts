import { SENSORS, type ExchangeSample, type TransactionRecord } from '../../model/index.ts';
import type { Stage } from '../types.ts';
import { allSignals } from './rows.ts';
import { endSentence, many } from './sentences.ts';

const matchStage = (record: TransactionRecord): Stage => ({
  id: 'match',
  title: 'Matched to the inventory',
  state: 'passed',
  input: `${record.method} ${record.host}${record.path}`,
  decision:
    record.endpoint === null
      ? 'no endpoint known for it yet'
      : `endpoint ${record.endpoint.id}, ${record.endpoint.template}`,
});

const decodeStage = (record: TransactionRecord): Stage => {
  const found = [
    `actor ${record.actor.label}, known by ${record.actor.kind}`,
    record.objects.length === 0 ? '' : `objects named by ${record.objects.map((object) => object.name).join(', ')}`,
    record.login === undefined ? '' : `a login, ${record.login.result ?? 'result unknown'}`,
  ];
  return {
    id: 'decode',
    title: 'Decoded once',
    state: 'passed',
    input: `path${record.query === '' ? '' : ', query'}${record.requestBytes > 0 ? ', body' : ''}`,
    decision: found.filter((part) => part !== '').join('; '),
  };
};

const detectStage = (record: TransactionRecord): Stage => {
  const signals = allSignals(record);
  return {
    id: 'detect',
    title: 'Asked the rules',
    state: signals.length > 0 ? 'flagged' : 'passed',
    input: 'each value of the request, and the actor over time',
    decision:
      signals.length === 0
        ? 'nothing seen'
        : `${many(signals.length, 'signal')}: ${[...new Set(signals.map((signal) => signal.rule))].join(', ')}`,
  };
};

const decideStage = (record: TransactionRecord): Stage => {
  const { conclusion, wouldBe, mode, policyVersion, reason } = record.verdict;
  const refused = conclusion !== 'allow' && conclusion !== 'tag';
  return {
    id: 'decide',
    title: 'Decided by policy',
    state: refused ? 'refused' : wouldBe === conclusion ? 'passed' : 'flagged',
    input: `policy ${policyVersion}, mode ${mode}`,
    decision: `${conclusion} because ${reason}${wouldBe === conclusion ? '' : `; in enforce mode ${wouldBe}`}`,
  };
};

/** The way of one request through the pipeline, in order. */
export function stagesOf(record: TransactionRecord, sample: ExchangeSample | null): readonly Stage[] {
  return [
    {
      id: 'capture',
      title: record.sensor === undefined ? 'Received by the gateway' : `Seen by ${SENSORS[record.sensor].title}`,
      state: 'passed',
      input: `connection from ${record.address}`,
      decision: `${record.method} ${record.path}, ${many(record.requestBytes, 'body byte')}`,
    },
    decodeStage(record),
    matchStage(record),
    detectStage(record),
    decideStage(record),
    {
      id: 'enforce',
      title: 'Carried out',
      state: record.end === 'refused' ? 'refused' : 'passed',
      input: `verdict ${record.verdict.conclusion}`,
      decision: endSentence(record),
    },
    {
      id: 'record',
      title: 'Recorded',
      state: 'passed',
      input: `run ${record.run}, position ${record.seqIn}`,
      decision: sample === null ? 'without a copy of head and body' : 'with a redacted copy of head and body',
    },
  ];
}
