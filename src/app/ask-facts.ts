import { CodedError } from '../model/index.ts';
import type { GatewayFacts } from './messages.ts';

/** Asks the main thread for its facts; `answer` takes what comes back. Rejects with SP3006 after three seconds. */
export interface FactsQuestion {
  ask(): Promise<GatewayFacts>;
  answer(ask: number, facts: GatewayFacts): void;
}

const FACTS_MS = 3_000;

export function createFactsQuestion(send: (ask: number) => void): FactsQuestion {
  const waiting = new Map<number, (facts: GatewayFacts) => void>();
  let asked = 0;
  return {
    answer: (ask, facts) => waiting.get(ask)?.(facts),
    ask: () =>
      new Promise((resolve, reject) => {
        const ask = ++asked;
        const timer = setTimeout(() => {
          waiting.delete(ask);
          reject(new CodedError('SP3006', 'the gateway thread did not answer in 3 s'));
        }, FACTS_MS);
        waiting.set(ask, (facts) => {
          clearTimeout(timer);
          waiting.delete(ask);
          resolve(facts);
        });
        send(ask);
      }),
  };
}
