import { createHash } from 'node:crypto';
import { CodedError, LIMITS } from '../../model/index.ts';

/** Tokens are kept as SHA-256 only: they carry 128 random bits and more, so a slow hash would add nothing. */
export const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

/** One-time tokens of this process: single use, ten minutes, the oldest leaves when there are too many. */
export interface SignInTokens {
  make(now: number): { readonly token: string; readonly expires: number };
  /** True once for a token that is still good. */
  spend(token: string, now: number): boolean;
}

export function createSignInTokens(newToken: () => string): SignInTokens {
  const expiry = new Map<string, number>();
  return {
    make(now) {
      const token = newToken();
      const expires = now + LIMITS.signInLinkMs;
      expiry.set(digest(token), expires);
      if (expiry.size > LIMITS.signInLinks) expiry.delete(expiry.keys().next().value as string);
      return { token, expires };
    },
    spend(token, now) {
      const id = digest(token);
      const expires = expiry.get(id);
      expiry.delete(id);
      return expires !== undefined && expires > now;
    },
  };
}

/** Failed sign-ins by address: after ten in five minutes the address waits. */
export interface FailureCount {
  /** Errors: SP3007 while the address has to wait. */
  check(address: string, now: number): void;
  failed(address: string, now: number): void;
}

export function createFailureCount(): FailureCount {
  const failures = new Map<string, { readonly since: number; readonly count: number }>();
  const current = (address: string, now: number): { readonly since: number; readonly count: number } => {
    const known = failures.get(address);
    return known !== undefined && known.since + LIMITS.failedSignInMs > now ? known : { since: now, count: 0 };
  };
  return {
    check(address, now) {
      if (current(address, now).count >= LIMITS.failedSignIns) throw new CodedError('SP3007', `from ${address}`);
    },
    failed(address, now) {
      const { since, count } = current(address, now);
      failures.delete(address);
      failures.set(address, { since, count: count + 1 });
      if (failures.size > LIMITS.failedSignInAddresses) failures.delete(failures.keys().next().value as string);
    },
  };
}
