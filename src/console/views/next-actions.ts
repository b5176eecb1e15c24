import { isOpen } from '../../findings/index.ts';
import type { Status, FindingRow, NextAction } from '../types.ts';
import { severityRank } from './rows.ts';
import { many } from './sentences.ts';

const SHOWN = 5;

/** What a person should do first, most pressing first: protection before evidence, evidence before order. */
export function nextActions(status: Status, findings: readonly FindingRow[]): readonly NextAction[] {
  const waiting = findings
    .filter((finding) => finding.state === 'new' || finding.state === 'regressed')
    .toSorted(
      (a, b) =>
        severityRank(b.severity) - severityRank(a.severity) || b.succeeded - a.succeeded || b.lastSeen - a.lastSeen,
    );
  return [...systemActions(status), ...modeActions(status, findings), ...waiting.map(look)].slice(0, SHOWN);
}

const look = (finding: FindingRow): NextAction => ({
  title: `Look at ${finding.id}: ${finding.title}`,
  why: finding.summary,
  effect:
    finding.succeeded > 0 ? `${many(finding.succeeded, 'request')} got through` : 'decides whether it is a threat',
  link: `/findings/${finding.id}`,
  severity: finding.severity,
});

function systemActions(status: Status): readonly NextAction[] {
  const actions: NextAction[] = [];
  if (status.selfTest.passed === false) {
    actions.push({
      title: 'Find out why the self-test fails',
      why: status.selfTest.detail,
      effect: 'what the mode promises is not what happens',
      link: '/system',
      severity: 'critical',
    });
  }
  for (const counter of status.counters.filter((one) => one.kind === 'lost' && one.value > 0)) {
    actions.push({
      title: `Something was lost: ${counter.title}`,
      why: `${counter.value} since the start`,
      effect: 'figures are too low by this',
      link: '/system',
      severity: 'medium',
    });
  }
  return actions;
}

function modeActions({ mode }: Status, findings: readonly FindingRow[]): readonly NextAction[] {
  const threats = findings.filter((finding) => finding.kind === 'threat' && isOpen(finding.state));
  const passed = threats.reduce((sum, finding) => sum + finding.succeeded, 0);
  if (mode === 'enforce' || threats.length === 0) return [];
  return [
    {
      title: 'Switch to enforce',
      why: `${many(threats.length, 'open threat')}, and in ${mode} mode nothing is refused`,
      effect: `would stop requests of which ${passed} were answered with success`,
      link: '/protect',
      severity: 'high',
    },
  ];
}
