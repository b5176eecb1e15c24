import type { AnchorHTMLAttributes, ReactNode } from 'react';
import { Link } from 'wouter';
import { middle, visibleText } from '../lib/format.ts';
import { useHref } from '../state/url.ts';

type Props = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href' | 'className'> & {
  readonly to: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
};

/** A link inside the console; it takes the time range and the zone along. */
export function A({ to, children, className, ...rest }: Props) {
  const href = useHref();
  return (
    <Link href={href(to)} className={className ?? ''} {...rest}>
      {children}
    </Link>
  );
}

const OBJECTS = {
  api: '/apis/',
  endpoint: '/endpoints/',
  specification: '/specifications/',
  finding: '/findings/',
  actor: '/actors/',
  request: '/requests/',
  response: '/responses/',
  rule: '/rules/',
} as const;
export type ObjectKind = keyof typeof OBJECTS;

export const objectPath = (kind: ObjectKind, id: string): string => OBJECTS[kind] + encodeURIComponent(id);

interface ObjectProps {
  readonly kind: ObjectKind;
  readonly id: string;
  /** Readable name; without it the id is shown, in monospace, whole on hover. */
  readonly label?: string | undefined;
  readonly tabIndex?: number;
}

/** Every id on screen leads to its object. */
export function ObjectLink({ kind, id, label, tabIndex }: ObjectProps) {
  const text = label === undefined ? (kind === 'rule' ? id : middle(id, 20)) : visibleText(label);
  return (
    <A
      to={objectPath(kind, id)}
      className={label === undefined ? 'mono id' : kind === 'endpoint' ? 'mono' : undefined}
      title={label === undefined ? id : `${label} (${id})`}
      {...(tabIndex === undefined ? {} : { tabIndex })}
    >
      {text}
    </A>
  );
}

/** Kind of an object by the shape of its id: actors, endpoints, findings, responses and specifications carry a letter; requests do not. */
export function kindOfId(id: string): ObjectKind {
  switch (id.slice(0, 2)) {
    case 'A-':
      return 'actor';
    case 'E-':
      return 'endpoint';
    case 'F-':
      return 'finding';
    case 'M-':
      return 'response';
    case 'S-':
      return 'specification';
    default:
      return 'request';
  }
}
