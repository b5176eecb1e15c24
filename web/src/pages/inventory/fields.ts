import { CLASSES, PROTOCOL_WORDS, PROTOCOLS, type Protocol } from '../../catalogue/words.ts';
import type { Field } from '../../ui/list/fields.ts';

const yesNo = (yes: string, no: string) => (value: string) => (value === 'true' ? yes : no);

/** What endpoints can be filtered by, in the list and in the tree. */
export const FIELDS: readonly Field[] = [
  { name: 'q', title: 'Text' },
  { name: 'class', title: 'Class', many: true, values: CLASSES },
  { name: 'owner', title: 'Owner', counted: true },
  { name: 'owned', title: 'Owned', values: ['true', 'false'], label: yesNo('by somebody', 'by nobody') },
  { name: 'authentication', title: 'Sign-in', many: true, values: ['none', 'optional', 'required', 'unknown'] },
  { name: 'dataClass', title: 'Data', many: true },
  { name: 'sensitive', title: 'Sensitive', values: ['true', 'false'], label: yesNo('with sensitive data', 'without') },
  {
    name: 'protocol',
    title: 'Protocol',
    many: true,
    values: PROTOCOLS,
    label: (value) => PROTOCOL_WORDS[value as Protocol] ?? value,
  },
  { name: 'findings', title: 'Findings', values: ['true', 'false'], label: yesNo('open findings', 'none open') },
  { name: 'method', title: 'Method', many: true },
  { name: 'host', title: 'Host', counted: true },
  { name: 'api', title: 'API', counted: true },
  { name: 'scheme', title: 'Scheme', many: true },
  { name: 'newSince', title: 'New since', time: true },
];
