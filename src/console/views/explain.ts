import { CodedError, type Signal, type TransactionRecord } from '../../model/index.ts';
import type { Context } from '../handler.ts';
import type { Explanation, MitigationRow, RuleStory, SignalStory } from '../types.ts';
import { curlFor } from './curl.ts';
import { allSignals } from './rows.ts';
import { percent, verdictSentence } from './sentences.ts';
import { stagesOf } from './stages.ts';

/** The whole story of a transaction. Errors: SP0004 when the journal does not hold it. */
export async function explain(context: Context, id: string): Promise<Explanation> {
  const { deps, views } = context;
  const record = await deps.journal.get(id);
  if (record === undefined)
    throw new CodedError('SP0004', `no request ${id}; requests older than the retention are gone`);
  const sample = (await deps.journal.sample(id)) ?? null;
  const { sample: _, ...bare } = record;
  const mitigation = await mitigationOf(context, record);
  const { command, replace } = curlFor(record, sample, (await deps.control.status()).gateway);
  const titleOf = (rule: string): string => views.rule(rule)?.title ?? rule;
  const rules = new Set(allSignals(record).map((signal) => signal.rule));
  const findings = (await views.findings()).rows;
  return {
    id,
    sentence: verdictSentence(record, mitigation, titleOf),
    transaction: bare,
    stages: stagesOf(record, sample),
    signals: signalStories(context, record),
    rules: ruleStories(context, record),
    counters: allSignals(record).flatMap(counters),
    mitigation,
    findings: findings.filter((finding) => rules.has(finding.rule) && about(finding, record)),
    actor: (await views.actors()).rows.find((actor) => actor.id === record.actor.id) ?? null,
    sample,
    curl: command,
    replaceInCurl: replace,
  };
}

/** Findings name only their latest transactions: endpoint and actor say which of a rule's findings this belongs to. */
const about = (
  finding: { readonly endpoint: { readonly id: string } | null; readonly actors: readonly string[] },
  record: TransactionRecord,
): boolean => finding.endpoint?.id === record.endpoint?.id && finding.actors.includes(record.actor.id);

async function mitigationOf({ views }: Context, { verdict }: TransactionRecord): Promise<MitigationRow | null> {
  const id = verdict.mitigation ?? /^mitigation:(.+)$/.exec(verdict.reason)?.[1];
  if (id === undefined) return null;
  return (await views.mitigations()).rows.find((row) => row.id === id) ?? null;
}

function signalStories({ views }: Context, record: TransactionRecord): readonly SignalStory[] {
  const told = (signals: readonly Signal[], on: SignalStory['on']): readonly SignalStory[] =>
    signals.map((signal) => {
      const rule = views.rule(signal.rule);
      return { ...signal, on, title: rule?.title ?? signal.rule, severity: rule?.severity ?? 'info' };
    });
  return [
    ...told(record.requestSignals, 'request'),
    ...told(record.responseSignals, 'response'),
    ...told(record.stateSignals, 'state'),
  ];
}

const RULE_SENTENCES: Readonly<Record<RuleStory['state'], string>> = {
  fired: 'It fired, and policy acted on it.',
  'dry-run': 'It fired; policy only watches it.',
  off: 'It is switched off in the policy.',
  excepted: 'It fired; an exception in the policy applies.',
  error: 'It failed; the failure was counted.',
  silent: 'It was asked and had nothing to say.',
};

/** Every rule with what it did, those with something to say first. */
function ruleStories({ deps }: Context, record: TransactionRecord): readonly RuleStory[] {
  const states = new Map(record.verdict.rules.map((state) => [state.rule, state]));
  const signals = new Map(allSignals(record).map((signal) => [signal.rule, signal]));
  const stories = deps.rules.map((rule): RuleStory => {
    const known = states.get(rule.id);
    const signal = signals.get(rule.id);
    const state = known?.state ?? (signal === undefined ? 'silent' : 'dry-run');
    const said =
      signal === undefined
        ? ''
        : ` It saw, with a confidence of ${percent(signal.confidence)}: ${signal.evidence.statement}.`;
    return {
      rule: rule.id,
      title: rule.title,
      version: known?.version ?? rule.version,
      state,
      sentence: RULE_SENTENCES[state] + said,
    };
  });
  return stories.toSorted((a, b) => Number(a.state === 'silent') - Number(b.state === 'silent'));
}

const counters = (signal: Signal): Explanation['counters'] =>
  (signal.evidence.counters ?? []).map(({ name, value, limit, windowMs }) => ({
    rule: signal.rule,
    name,
    value,
    limit: limit ?? null,
    windowMs: windowMs ?? null,
  }));
