import type { ReactNode } from 'react';
import styles from './badges.module.css';

/** Severity is told three times over: word, shape and colour. */
const SHAPES = {
  critical: 'M6 0l6 6-6 6-6-6z',
  high: 'M6 .5 12 11.5H0z',
  medium: 'M1 1h10v10H1z',
  low: 'M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1z',
  info: 'M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1zm0 2a3 3 0 1 1 0 6 3 3 0 0 1 0-6z',
} as const;
export type SeverityName = keyof typeof SHAPES;

export function SeverityMark({ severity }: { readonly severity: SeverityName }) {
  return (
    <svg
      className={styles[severity]}
      width="10"
      height="10"
      viewBox="0 0 12 12"
      fill="currentColor"
      fillRule="evenodd"
      aria-hidden="true"
    >
      <path d={SHAPES[severity]} />
    </svg>
  );
}

export function Severity({ severity }: { readonly severity: SeverityName }) {
  return (
    <span className={`${styles.severity} ${styles[severity]}`}>
      <SeverityMark severity={severity} />
      {severity}
    </span>
  );
}

export type Tone = 'critical' | 'high' | 'medium' | 'low' | 'info' | 'good';

/** A word on a soft ground. The word carries the meaning; the tone only helps the eye. */
export function Tag({ tone = 'info', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={`${styles.tag} ${styles[`${tone}Soft`]}`}>{children}</span>;
}

export function Method({ method }: { readonly method: string }) {
  return <span className={styles.method}>{method}</span>;
}

const STATUS_TONES: Readonly<Record<string, Tone>> = { 4: 'medium', 5: 'high' };

/** HTTP status; 0 means that nothing was answered. */
export function Status({ status }: { readonly status: number }) {
  if (status === 0) return <span className="quiet">none</span>;
  const tone = STATUS_TONES[String(status)[0] ?? ''];
  return <span className={`mono ${tone === undefined ? '' : styles[tone]}`}>{status}</span>;
}

const OUTCOMES = {
  allow: ['Allowed', 'info'],
  tag: ['Flagged', 'medium'],
  throttle: ['Slowed', 'medium'],
  challenge: ['Challenged', 'medium'],
  block: ['Blocked', 'critical'],
  deceive: ['Deceived', 'high'],
} as const satisfies Record<string, readonly [string, Tone]>;
export type OutcomeName = keyof typeof OUTCOMES;

/** What was done with a request, and what would have been done with every rule enforcing. */
export function Outcome({ conclusion, wouldBe }: { readonly conclusion: OutcomeName; readonly wouldBe?: OutcomeName }) {
  const [word, tone] = OUTCOMES[conclusion];
  if (conclusion === 'allow' && (wouldBe ?? 'allow') === 'allow') return <span className="quiet">{word}</span>;
  return (
    <span className={styles.outcome}>
      <Tag tone={tone}>{word}</Tag>
      {wouldBe !== undefined && wouldBe !== conclusion ? (
        <span className="quiet">would {wouldBe === 'tag' ? 'flag' : wouldBe}</span>
      ) : null}
    </span>
  );
}

const STATES = {
  new: ['New', 'low'],
  triaged: ['Triaged', 'info'],
  fixing: ['Being fixed', 'info'],
  fixed: ['Fixed', 'good'],
  verified: ['Fix verified', 'good'],
  suppressed: ['Suppressed', 'info'],
  'not-a-threat': ['Not a threat', 'info'],
  accepted: ['Accepted risk', 'info'],
  regressed: ['Regressed', 'high'],
} as const satisfies Record<string, readonly [string, Tone]>;
export type FindingStateName = keyof typeof STATES;

export function FindingState({ state }: { readonly state: FindingStateName }) {
  return <Tag tone={STATES[state][1]}>{STATES[state][0]}</Tag>;
}

const MODES = {
  enforce: ['Enforce', 'good'],
  monitor: ['Monitor', 'medium'],
  off: ['Off', 'info'],
} as const satisfies Record<string, readonly [string, Tone]>;
export type ModeName = keyof typeof MODES;

export function ModeTag({ mode }: { readonly mode: ModeName }) {
  return <Tag tone={MODES[mode][1]}>{MODES[mode][0]}</Tag>;
}

const RESPONSE_STATES = {
  active: ['Active', 'good'],
  expired: ['Expired', 'info'],
  ended: ['Ended', 'info'],
} as const satisfies Record<string, readonly [string, Tone]>;

export function ResponseState({ state }: { readonly state: keyof typeof RESPONSE_STATES }) {
  return <Tag tone={RESPONSE_STATES[state][1]}>{RESPONSE_STATES[state][0]}</Tag>;
}
