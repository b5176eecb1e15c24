import type { IconName } from '../ui/icon.tsx';

/** A place of the console with the question it answers in five seconds. */
export interface Place {
  readonly path: string;
  /** Where the rail leads when that is not the bare path. */
  readonly home?: string;
  readonly title: string;
  readonly question: string;
  readonly icon: IconName;
  /** Second key after `g`. */
  readonly key: string;
  /** Paths of its object pages. */
  readonly objects: readonly string[];
  /** Whether the time range chooses what is shown. */
  readonly ranged: boolean;
}

export const PLACES: readonly Place[] = [
  {
    path: '/',
    title: 'Now',
    question: 'Is something wrong right now, and what do I do first?',
    icon: 'now',
    key: 'n',
    objects: [],
    ranged: true,
  },
  {
    path: '/inventory',
    title: 'Inventory',
    question: 'What do I expose, who owns it, and which part is risky or unknown?',
    icon: 'inventory',
    key: 'i',
    objects: ['/endpoints', '/apis', '/specifications'],
    ranged: false,
  },
  {
    path: '/findings',
    home: '/findings?state=open',
    title: 'Findings',
    question: 'Which weaknesses and threats are real and open, in what order?',
    icon: 'findings',
    key: 'f',
    objects: [],
    ranged: false,
  },
  {
    path: '/threats',
    title: 'Threats',
    question: 'Who is attacking, did it work, is it stopped?',
    icon: 'threats',
    key: 't',
    objects: ['/actors'],
    ranged: false,
  },
  {
    path: '/explore',
    title: 'Explore',
    question: 'Which requests match, and what do they share?',
    icon: 'explore',
    key: 'e',
    objects: ['/requests'],
    ranged: true,
  },
  {
    path: '/protect',
    title: 'Protect',
    question: 'What is enforced, on whom, until when?',
    icon: 'protect',
    key: 'p',
    objects: ['/responses', '/rules'],
    ranged: false,
  },
  {
    path: '/system',
    title: 'System',
    question: 'Does the gateway see and protect everything it should?',
    icon: 'system',
    key: 's',
    objects: [],
    ranged: false,
  },
];

export const homeOf = ({ home, path }: Place): string => home ?? path;

const under = (pathname: string, path: string): boolean => pathname === path || pathname.startsWith(`${path}/`);

/** The place a path belongs to; object pages belong to the place that lists them. */
export function placeOf(pathname: string): Place | undefined {
  return PLACES.find(
    ({ path, objects }) =>
      (path === '/' ? pathname === '/' : under(pathname, path)) || objects.some((object) => under(pathname, object)),
  );
}

/** Object pages that show a stretch of time of their own. */
export const isRanged = (pathname: string): boolean =>
  (placeOf(pathname)?.ranged === true && !under(pathname, '/requests')) || under(pathname, '/endpoints');
