import { NO_CONTEXT, type RequestContext } from './context.ts';
import type { AnsweredRequest, StatelessRule } from './define.ts';
import { createJoinJudge, type JoinJudge } from './join-judge.ts';
import { createLeafJudge, type LeafJudge } from './leaf-judge.ts';
import { createMessageJudge, type MessageJudge } from './message-judge.ts';
import {
  isInspectedHeader,
  walkAnswer,
  walkBody,
  walkCookies,
  walkHeaders,
  walkPath,
  walkQuery,
  walkToken,
  type Tally,
} from '../lib/leaves/index.ts';
import {
  LIMITS,
  type CarriedToken,
  type Policy,
  type Signal,
  type TransactionRequest,
  type TransactionResponse,
} from '../model/index.ts';

export interface Inspection {
  readonly signals: readonly Signal[];
  /** Values judged. A part that was clean as a whole counts as one. */
  readonly judged: number;
  /** Values, files and parts that could not be judged: beyond a limit, cut off, unreadable. */
  readonly skipped: number;
}

/** Asks the stateless rules about a request, and about its answer. Never throws: a rule that does is counted and passed over. */
export interface Inspector {
  inspect(request: TransactionRequest, context?: RequestContext): Inspection;
  /** `asked` are the request's signals: with them it is asked whether what was tried worked. */
  inspectAnswer(request: TransactionRequest, response: TransactionResponse, asked?: readonly Signal[]): Inspection;
  /** Takes the limits of a policy. */
  configure(rules: Policy['rules']): void;
  /** Rule id → times it threw. */
  readonly errors: Readonly<Record<string, number>>;
}

const NO_SIGNALS: readonly Signal[] = [];

export interface InspectorOptions {
  /** Skips parts that the prefilter finds clean as a whole. Off only to prove that the answer is the same without it. */
  readonly wholeParts?: boolean;
}

export const createInspector = (rules: readonly StatelessRule[], options: InspectorOptions = {}): Inspector =>
  new RuleInspector(rules, options.wholeParts ?? true);

class RuleInspector implements Inspector {
  readonly errors: Record<string, number> = {};
  readonly #values: LeafJudge<TransactionRequest>;
  readonly #answers: LeafJudge<AnsweredRequest>;
  readonly #messages: MessageJudge;
  readonly #joins: JoinJudge;
  readonly #wholeParts: boolean;
  /** Tokens whose values had nothing to say: clients send the same one with every request. */
  readonly #cleanTokens = new WeakSet<CarriedToken>();

  constructor(rules: readonly StatelessRule[], wholeParts: boolean) {
    const onError = (rule: string): void => void (this.errors[rule] = (this.errors[rule] ?? 0) + 1);
    this.#values = createLeafJudge(
      rules.filter((rule) => rule.kind === 'value'),
      onError,
    );
    this.#answers = createLeafJudge(
      rules.filter((rule) => rule.kind === 'response').map((rule) => ({ ...rule, parts: ['response' as const] })),
      onError,
    );
    this.#messages = createMessageJudge(
      rules.filter((rule) => rule.kind === 'message'),
      onError,
    );
    this.#joins = createJoinJudge(
      rules.filter((rule) => rule.kind === 'join'),
      onError,
    );
    this.#wholeParts = wholeParts;
  }

  configure(rules: Policy['rules']): void {
    this.#messages.configure(rules);
  }

  inspect(request: TransactionRequest, context: RequestContext = NO_CONTEXT): Inspection {
    const values = this.#values;
    values.begin(request);
    const tally: Tally = { judged: 0, skipped: 0 };
    this.#target(request, tally);
    if (this.#wholeParts && this.#headersAreClean(request)) tally.judged++;
    else {
      walkHeaders(request, tally, values.visit);
      walkCookies(request, tally, values.visit);
    }
    this.#body(request, tally);
    this.#tokens(context, tally);
    const { signals, undecoded } = values.end();
    const whole = this.#messages.ask(request, context);
    return {
      signals: whole.length === 0 ? signals : [...signals, ...whole].slice(0, LIMITS.signalsPerTransaction),
      judged: tally.judged,
      skipped: tally.skipped + undecoded,
    };
  }

  inspectAnswer(
    request: TransactionRequest,
    response: TransactionResponse,
    asked: readonly Signal[] = NO_SIGNALS,
  ): Inspection {
    const answers = this.#answers;
    const tally: Tally = { judged: 0, skipped: 0 };
    answers.begin({ request, response });
    const whole =
      this.#wholeParts && isPlain(response) && answers.prefilter.bodyIsClean(response.rawBody.bytes, isJson(response));
    if (!whole) walkAnswer(response, tally, answers.visit);
    const { signals: answered, undecoded } = answers.end();
    const signals = asked.length === 0 ? answered : this.#joins.ask({ request, response, asked, answered });
    return { signals, judged: tally.judged + (whole ? 1 : 0), skipped: tally.skipped + undecoded };
  }

  #target(request: TransactionRequest, tally: Tally): void {
    const { prefilter, visit } = this.#values;
    const { path, query } = request;
    if (this.#wholeParts && prefilter.pathIsClean(path)) tally.judged++;
    else walkPath(request, tally, visit);
    if (query === '') return;
    if (this.#wholeParts && prefilter.textIsClean(query)) tally.judged++;
    else walkQuery(request, tally, visit);
  }

  #headersAreClean({ head: { headers } }: TransactionRequest): boolean {
    const { prefilter } = this.#values;
    for (let i = 0; i + 1 < headers.length; i += 2) {
      const name = headers[i]!;
      if ((isInspectedHeader(name) || isCookie(name)) && !prefilter.textIsClean(headers[i + 1]!)) return false;
    }
    return true;
  }

  #body(request: TransactionRequest, tally: Tally): void {
    if (request.rawBody.size === 0) return;
    const { prefilter, visit } = this.#values;
    const whole = this.#wholeParts && isPlain(request) && prefilter.bodyIsClean(request.rawBody.bytes, isJson(request));
    if (!whole) return walkBody(request, tally, visit);
    tally.judged++;
    if (!request.rawBody.complete) tally.skipped++;
  }

  /** Header and claims are the client's text until the API has checked the signature: keys are looked up by them. */
  #tokens({ tokens }: RequestContext, tally: Tally): void {
    for (const token of tokens) {
      if (this.#cleanTokens.has(token)) continue;
      const before = this.#values.count;
      walkToken(token, tally, this.#values.visit);
      if (this.#values.count === before) this.#cleanTokens.add(token);
    }
  }
}

type Message = TransactionRequest | TransactionResponse;

const isCookie = (name: string): boolean => name.length === 6 && name.toLowerCase() === 'cookie';

const isJson = (message: Message): boolean => /[/+]json$/.test(message.contentType);

/** True for a body whose text is its bytes: a textual type in UTF-8, not compressed. An empty one is plain as well. */
function isPlain(message: Message): boolean {
  const { bytes } = message.rawBody;
  if (bytes.length === 0) return message.rawBody.size === 0;
  if (!TEXTUAL.test(message.contentType) || message.header('content-encoding') !== undefined) return false;
  // A byte order mark of UTF-16, or a charset named.
  if (bytes[0]! >= 0xfe) return false;
  const type = message.header('content-type') ?? '';
  return !type.includes('charset') || /charset="?utf-?8/i.test(type);
}

const TEXTUAL = /[/+]json$|^application\/x-www-form-urlencoded$|^text\/plain$/;
