import { FORWARD, type Direction, type EndReport, type Gate, type Passage } from '../gate.ts';
import type { Body, RequestHead, ResponseHead } from '../../model/index.ts';
import type { Counters } from './counters.ts';

/** A passage that cannot hurt: a gate that throws is counted and the exchange goes on (fail open), and `end` comes once. */
export class GuardedPassage {
  readonly head: RequestHead;
  readonly #counters: Counters;
  readonly #passage: Passage | undefined;
  #ended = false;

  constructor(gate: Gate, head: RequestHead, counters: Counters) {
    this.head = head;
    this.#counters = counters;
    try {
      this.#passage = gate.open(head);
    } catch (error) {
      this.#failed(error);
    }
  }

  judge(body: Body | null): Direction {
    try {
      return this.#passage?.judge(body) ?? FORWARD;
    } catch (error) {
      this.#failed(error);
      return FORWARD;
    }
  }

  answered(head: ResponseHead): number {
    try {
      return this.#passage?.answered(head) ?? 0;
    } catch (error) {
      this.#failed(error);
      return 0;
    }
  }

  end(report: EndReport): void {
    if (this.#ended) return;
    this.#ended = true;
    try {
      this.#passage?.end(report);
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    this.#counters.report(
      'gate-failed',
      this.head.id,
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    );
  }
}
