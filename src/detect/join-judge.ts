import { LIMITS, type Signal } from '../model/index.ts';
import type { JoinedExchange, JoinRule } from './define.ts';

/** Asks what a request and its answer say together. */
export interface JoinJudge {
  /** The answer's signals, with those of the rules behind them: these matter most, so the bound cuts the others. */
  ask(exchange: JoinedExchange): readonly Signal[];
}

export const createJoinJudge = (rules: readonly JoinRule[], onError: (rule: string) => void): JoinJudge => ({
  ask(exchange) {
    let joined: readonly Signal[] = [];
    for (const rule of rules) {
      try {
        const answer = rule.ask({ ...exchange, answered: [...exchange.answered, ...joined] });
        if (answer !== undefined)
          joined = [...joined, { rule: rule.id, version: rule.version, about: 'request', ...answer }];
      } catch {
        onError(rule.id);
      }
    }
    if (joined.length === 0) return exchange.answered;
    return [...exchange.answered.slice(0, LIMITS.signalsPerTransaction - joined.length), ...joined];
  },
});
