import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { CodedError, ERRORS, type ErrorCode } from '../model/index.ts';

/** Anything not listed is the client's wrong input, which is what most codes mean. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  SP0001: 500,
  SP0004: 404,
  SP3001: 401,
  SP3002: 401,
  SP3003: 403,
  SP3005: 409,
  SP3006: 503,
  SP3007: 429,
  SP3008: 409,
  SP3009: 503,
  SP5001: 503,
  SP5002: 503,
  SP5003: 503,
  SP5004: 507,
  SP5005: 503,
};

export const statusOf = (code: ErrorCode): number => STATUS[code] ?? 400;

interface ProblemBody {
  readonly error: {
    readonly code: string;
    readonly title: string;
    readonly detail: string;
    readonly mend: string;
    readonly field?: string;
  };
}

const bodyOf = (error: CodedError, field?: string): ProblemBody => ({
  error: {
    code: error.code,
    title: ERRORS[error.code].title,
    detail: error.detail,
    mend: error.mend,
    ...(field === undefined ? {} : { field }),
  },
});

/** Sent as text already: the schema of the route's answers has no say in it. */
const send = (reply: FastifyReply, status: number, body: ProblemBody): FastifyReply =>
  reply.status(status).type('application/json').send(JSON.stringify(body));

export const sendProblem = (reply: FastifyReply, error: CodedError): FastifyReply =>
  send(reply, statusOf(error.code), bodyOf(error));

/** Names the field and what is wrong with it: `body.reason: say why, in a few words`. */
function validationProblem(error: FastifyError): { readonly coded: CodedError; readonly field: string } {
  const first = error.validation?.[0];
  const path = (first?.instancePath ?? '').split('/').filter((part) => part !== '');
  const field = [error.validationContext ?? 'request', ...path].join('.');
  return { field, coded: new CodedError('SP3004', `${field}: ${first?.message ?? 'is not valid'}`) };
}

/** Takes failures that are our own fault, for the log of the installation. */
export type OnFailure = (what: string, cause: unknown) => void;

/** What becomes of an error on its way out: coded ones as they are, the rest without what only we should know. */
export function answerError(
  error: FastifyError | CodedError,
  request: FastifyRequest,
  reply: FastifyReply,
  onFailure: OnFailure,
): FastifyReply {
  if (error instanceof CodedError) return sendProblem(reply, error);
  if (hasZodFastifySchemaValidationErrors(error)) {
    const { coded, field } = validationProblem(error);
    return send(reply, 400, bodyOf(coded, field));
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return send(reply, error.statusCode, bodyOf(new CodedError('SP3004', error.message)));
  }
  const what = `${request.method} ${request.routeOptions.url ?? 'unknown route'} failed`;
  onFailure(what, error);
  return sendProblem(reply, new CodedError('SP0001', what));
}

export const answerNotFound = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  sendProblem(reply, new CodedError('SP0004', `${request.method} ${request.url.slice(0, 200)}`));
