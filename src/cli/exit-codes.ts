/** Exit codes of every command; `sallyport help exit-codes` prints this table. */
export const EXIT = {
  done: { code: 0, means: 'done and clean' },
  failed: { code: 1, means: 'failed' },
  usage: { code: 2, means: 'wrong command, option or argument' },
  gate: { code: 3, means: 'done, and a gate such as --fail-on was breached' },
  permission: { code: 4, means: 'sign-in or permission missing' },
  notFound: { code: 5, means: 'not found' },
  partial: { code: 6, means: 'partly done; what is missing is listed' },
  unreachable: { code: 7, means: 'server not reachable' },
  refused: { code: 8, means: 'refused by a safety guard' },
  timeout: { code: 124, means: 'timed out' },
  interrupted: { code: 130, means: 'interrupted' },
} as const;

const BY_ERROR: Readonly<Record<string, number>> = {
  SP0002: EXIT.usage.code,
  SP0003: EXIT.usage.code,
  SP0004: EXIT.notFound.code,
  SP3001: EXIT.permission.code,
  SP3002: EXIT.permission.code,
  SP3003: EXIT.permission.code,
  SP3004: EXIT.usage.code,
  SP3005: EXIT.refused.code,
  SP3006: EXIT.unreachable.code,
};

export const exitCodeOf = (errorCode: string): number => BY_ERROR[errorCode] ?? EXIT.failed.code;
