import {
  LIMITS,
  type Evidence,
  type Finding,
  type Mitigation,
  type RuleKind,
  type Severity,
  type Signal,
  type TransactionRecord,
} from '../model/index.ts';

/** What findings need to know of a rule. */
export interface RuleFacts {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly severity: Severity;
  readonly references: readonly string[];
  /** What the rule looks at: an answer tells more about success than its status does. */
  readonly kind?: RuleKind;
  /** What could make the rule wrong, in sentences. */
  readonly doubts?: readonly string[];
}

/** The threats one transaction gives evidence of: one per signal, keyed so that the same threat is one finding. */
export function threatsIn(record: TransactionRecord, rule: (id: string) => RuleFacts | undefined): readonly Sighting[] {
  const sightings: Sighting[] = [];
  for (const signal of [...record.requestSignals, ...record.responseSignals, ...record.stateSignals]) {
    const facts = rule(signal.rule);
    if (facts) sightings.push({ key: keyOf(signal, record), signal, facts, record });
  }
  return sightings;
}

export interface Sighting {
  readonly key: string;
  readonly signal: Signal;
  readonly facts: RuleFacts;
  readonly record: TransactionRecord;
}

/** Id of the inventory's endpoint; what a prober tries and the API does not have never becomes one. */
function knownEndpoint({ endpoint }: TransactionRecord): string | undefined {
  return endpoint === null || endpoint.id.startsWith('P-') ? undefined : endpoint.id;
}

/** Attempts on one endpoint are one finding whoever makes them; behaviour of an actor is one per actor. */
function keyOf(signal: Signal, record: TransactionRecord): string {
  const where = knownEndpoint(record) ?? record.host;
  return signal.about === 'actor'
    ? `threat ${signal.rule} ${where} ${record.actor.id}`
    : `threat ${signal.rule} ${where}`;
}

/** A new finding from its first sighting. `id` is given: ids are counted in one place. */
export function openFinding(id: string, sighting: Sighting): Finding {
  const { key, signal, facts, record } = sighting;
  const base: Finding = {
    id,
    key,
    kind: 'threat',
    rule: facts.id,
    ruleVersion: facts.version,
    title: facts.title,
    summary: '',
    severity: facts.severity,
    confidence: signal.confidence,
    proof: 'observed',
    state: 'new',
    endpoint: knownEndpoint(record) ?? null,
    actors: [],
    firstSeen: record.time,
    lastSeen: record.time,
    occurrences: 0,
    refused: 0,
    succeeded: 0,
    evidence: [],
    transactions: [],
    counterEvidence: [],
    references: facts.references,
    timeline: [{ at: record.time, by: 'analysis', what: `opened by rule ${facts.id} version ${facts.version}` }],
  };
  return addSighting(base, sighting);
}

/** How sure a rule about both sides is that what was tried worked; below it, it only broke something. */
const PROVEN = 0.9;

/** The finding with one more sighting. Evidence, actors and transactions are bounded, newest first; counts are exact. */
export function addSighting(finding: Finding, { signal, facts, record }: Sighting): Finding {
  const refused = record.verdict.conclusion === 'block';
  const proven = facts.kind === 'join' && signal.confidence >= PROVEN;
  const succeeded = !refused && (proven || (record.status >= 200 && record.status < 300));
  const next: Finding = {
    ...finding,
    confidence: Math.max(finding.confidence, signal.confidence),
    actors: withFirst(record.actor.id, finding.actors),
    firstSeen: Math.min(finding.firstSeen, record.time),
    lastSeen: Math.max(finding.lastSeen, record.time),
    occurrences: finding.occurrences + 1,
    refused: finding.refused + (refused ? 1 : 0),
    succeeded: finding.succeeded + (succeeded ? 1 : 0),
    transactions: withFirst(record.id, finding.transactions),
    evidence: keepEvidence(finding.evidence, signal.evidence),
  };
  return { ...next, summary: summarise(next, record), counterEvidence: doubts(next, facts) };
}

/** The finding when a measure that it started refuses one more request: the attack goes on and reaches nothing. */
export function addRefusal(finding: Finding, record: TransactionRecord): Finding {
  const next: Finding = {
    ...finding,
    lastSeen: Math.max(finding.lastSeen, record.time),
    occurrences: finding.occurrences + 1,
    refused: finding.refused + 1,
    transactions: withFirst(record.id, finding.transactions),
  };
  return { ...next, summary: summarise(next, record) };
}

/** The finding with the measure that its rule started. */
export function addMeasure(finding: Finding, mitigation: Mitigation): Finding {
  const until = new Date(mitigation.until).toISOString();
  const what = `${mitigation.id}: ${mitigation.target.kind} ${mitigation.target.value} blocked until ${until}`;
  const timeline = [...finding.timeline, { at: mitigation.since, by: 'policy', what }].slice(-LIMITS.findingEvents);
  return { ...finding, timeline };
}

/** Newest statement of each part and name first, so that different places stay visible. */
function keepEvidence(kept: readonly Evidence[], latest: Evidence): readonly Evidence[] {
  const others = kept.filter((one) => one.part !== latest.part || one.name !== latest.name);
  return [latest, ...others].slice(0, 5);
}

function withFirst(id: string, list: readonly string[]): readonly string[] {
  return list[0] === id ? list : [id, ...list.filter((other) => other !== id)].slice(0, LIMITS.evidenceTransactions);
}

function summarise(finding: Finding, record: TransactionRecord): string {
  const place =
    finding.endpoint === null
      ? `paths unknown to the inventory of ${record.host}`
      : `${record.method} ${record.endpoint?.template}`;
  const actors = finding.actors.length === 1 ? record.actor.label : `${atLeast(finding.actors.length)} actors`;
  const passed = finding.occurrences - finding.refused;
  const parts = [
    finding.refused > 0 ? `${finding.refused} refused` : '',
    finding.succeeded > 0 ? `${finding.succeeded} answered with success` : '',
    passed - finding.succeeded > 0 ? `${passed - finding.succeeded} let through, no success seen` : '',
  ];
  const counts = `${finding.occurrences} ${finding.occurrences === 1 ? 'sighting' : 'sightings'}`;
  const seen = finding.evidence[0]?.counters === undefined ? '' : ` ${sentence(finding.evidence[0].statement)}`;
  return `${finding.title} at ${place} by ${actors}: ${[counts, ...parts].filter(Boolean).join(', ')}.${seen}`;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const atLeast = (count: number): string => (count >= LIMITS.evidenceTransactions ? `${count} or more` : String(count));

function doubts(finding: Finding, facts: RuleFacts): readonly string[] {
  const list = [...(facts.doubts ?? [])];
  if (facts.kind === 'response')
    list.push('What the answer holds was recognised by its form: whether it is meant for its readers is not known.');
  else if (facts.kind === 'join' && finding.succeeded > 0)
    list.push('The answer shows what the attack was to reach; it was not compared with that to a control request.');
  else if (finding.succeeded === 0)
    list.push('No sighting was answered with success: whether the API is vulnerable is not known.');
  else
    list.push(
      'A success status does not prove that the attack worked: the answer was not compared with a control request.',
    );
  if (finding.confidence < 0.8)
    list.push(`The strongest sighting has a confidence of ${Math.round(finding.confidence * 100)} %.`);
  if (finding.occurrences === 1) list.push('Seen once.');
  return list;
}
