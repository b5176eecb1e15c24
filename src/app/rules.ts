import type { RuleInfo } from '../console/index.ts';
import { rules } from '../detect/index.ts';
import type { RuleFacts } from '../findings/index.ts';

/** Rules as the console, the CLI and the findings need them. */
export const ruleInfos = (): readonly RuleInfo[] =>
  rules.map(({ id, version, title, severity, explanation, references, limits, kind }) => ({
    id,
    version,
    title,
    severity,
    explanation,
    references,
    limits,
    kind,
  }));

let facts: ReadonlyMap<string, RuleFacts> | undefined;
export const ruleFacts = (): ReadonlyMap<string, RuleFacts> =>
  (facts ??= new Map(rules.map((rule) => [rule.id, rule])));
