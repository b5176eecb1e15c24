import { z } from 'zod';
import { LIMITS, MODES } from '../../model/index.ts';
import { count, identifier, instant, pageOf, queryLimit, reason, shortText } from '../schemas/base.ts';
import { Policy } from '../schemas/model.ts';
import { byId } from './inputs.ts';
import * as view from '../schemas/views.ts';
import type { RouteContract } from './route.ts';

/** Sessions, policy and the system itself. */
export const GOVERN_ROUTES = {
  signIn: {
    method: 'POST',
    path: '/session',
    summary: 'Exchange the token of a one-time link for a session cookie',
    tag: 'session',
    access: 'public',
    body: z.strictObject({ token: z.string().min(16).max(200) }),
    answer: view.Session,
  },
  session: {
    method: 'GET',
    path: '/session',
    summary: 'Who is signed in',
    tag: 'session',
    access: 'viewer',
    answer: view.Session,
  },
  signOut: {
    method: 'DELETE',
    path: '/session',
    summary: 'Sign out',
    tag: 'session',
    access: 'viewer',
    answer: z.object({ signedOut: z.literal(true) }),
  },
  createSignInLink: {
    method: 'POST',
    path: '/session/links',
    summary: 'Make a one-time sign-in link',
    tag: 'session',
    access: 'admin',
    answer: z.object({ link: z.string(), expires: instant }),
  },
  status: {
    method: 'GET',
    path: '/status',
    summary: 'State of the system',
    tag: 'system',
    access: 'viewer',
    answer: view.Status,
  },
  policy: {
    method: 'GET',
    path: '/policy',
    summary: 'The policy in force',
    tag: 'policy',
    access: 'viewer',
    answer: view.PolicyView,
  },
  validatePolicy: {
    method: 'POST',
    path: '/policy/validate',
    summary: 'Check a policy text without using it',
    tag: 'policy',
    access: 'viewer',
    body: z.strictObject({ text: z.string().max(LIMITS.policyChars) }),
    answer: z.object({ valid: z.boolean(), problems: z.array(view.PolicyProblem), policy: Policy.nullable() }),
  },
  setPolicy: {
    method: 'PUT',
    path: '/policy',
    summary: 'Put a policy in force',
    tag: 'policy',
    access: 'admin',
    body: z.strictObject({
      text: z.string().max(LIMITS.policyChars),
      reason,
      /** Version the change is based on; refused when another is in force. */
      basedOn: z.string().max(200).exactOptional(),
    }),
    answer: view.PolicyView,
  },
  setMode: {
    method: 'POST',
    path: '/mode',
    summary: 'Switch the whole gateway: off, monitor, enforce',
    tag: 'policy',
    access: 'analyst',
    body: z.strictObject({ mode: z.enum(MODES), reason }),
    answer: view.PolicyView,
  },
  rules: {
    method: 'GET',
    path: '/rules',
    summary: 'Rules with what the policy makes of them',
    tag: 'policy',
    access: 'viewer',
    answer: z.object({ rows: z.array(view.RuleRow) }),
  },
  setRuleMode: {
    method: 'POST',
    path: '/rules/:id/mode',
    summary: 'Set the mode of one rule in the policy',
    tag: 'policy',
    access: 'admin',
    params: byId,
    body: z.strictObject({ mode: z.enum(MODES), reason }),
    answer: view.PolicyView,
  },
  audit: {
    method: 'GET',
    path: '/audit',
    summary: 'The audit log, newest first',
    tag: 'system',
    access: 'viewer',
    query: z.strictObject({
      who: shortText.exactOptional(),
      object: identifier.exactOptional(),
      what: shortText.exactOptional(),
      limit: queryLimit,
      after: z.string().max(20).exactOptional(),
    }),
    answer: pageOf(view.AuditRow),
  },
  verifyAudit: {
    method: 'GET',
    path: '/audit/verify',
    summary: 'Compute the hash chain of the audit log again',
    tag: 'system',
    access: 'viewer',
    answer: z.object({
      intact: z.boolean(),
      entries: count,
      firstBroken: z.number().nullable(),
      lastHash: z.string().nullable(),
    }),
  },
} as const satisfies Record<string, RouteContract>;
