import type { Policy, Signal, TransactionRequest } from '../model/index.ts';
import type { RequestContext } from './context.ts';
import type { MessageAnswer, MessageRule, RuleLimits } from './define.ts';
import { messageEvidence } from './evidence.ts';

/** Asks the rules about a request as a whole. */
export interface MessageJudge {
  /** Signals in the order of the rules. */
  ask(request: TransactionRequest, context: RequestContext): readonly Signal[];
  /** Takes the limits of a policy; rules it does not name keep their own. */
  configure(rules: Policy['rules']): void;
}

interface Asked {
  readonly rule: MessageRule;
  limits: RuleLimits;
}

const NONE: readonly Signal[] = [];

export function createMessageJudge(rules: readonly MessageRule[], onError: (rule: string) => void): MessageJudge {
  const asked = rules.map((rule): Asked => ({ rule, limits: rule.limits }));
  return {
    ask(request, context) {
      let signals: Signal[] | undefined;
      for (const { rule, limits } of asked) {
        try {
          const answer = rule.ask(request, context, limits);
          if (answer !== undefined) (signals ??= []).push(toSignal(rule, answer));
        } catch {
          onError(rule.id);
        }
      }
      return signals ?? NONE;
    },
    configure(own) {
      for (const entry of asked) entry.limits = { ...entry.rule.limits, ...own[entry.rule.id]?.limits };
    },
  };
}

const toSignal = (rule: MessageRule, answer: MessageAnswer): Signal => ({
  rule: rule.id,
  version: rule.version,
  confidence: answer.confidence,
  about: 'request',
  evidence: messageEvidence(answer),
});
