import { createRandom, type Random } from './random.ts';

/** An invented customer. The shop stores them, the simulated customers are them: both draw the same list from the seed. */
export interface Person {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly password: string;
  readonly role: 'customer' | 'admin';
  readonly address: Address;
  readonly card: Card;
  /** Code of a gift card somebody gave them. */
  readonly giftCard: string;
}

export interface Address {
  readonly id: number;
  readonly street: string;
  readonly city: string;
  readonly postcode: string;
  readonly country: string;
}

export interface Card {
  readonly brand: string;
  readonly last4: string;
  readonly expires: string;
}

const FIRST =
  'Ada Ben Clara Dario Elif Femi Greta Hugo Ines Jonas Kaya Liam Mina Noor Oskar Pia Quinn Rosa Samir Tilda'.split(' ');
const LAST =
  'Abel Brandt Castell Dahl Ekwe Fischer Grau Holm Ibsen Jansen Keller Lund Moreau Novak Olsen Petit Rask Silva'.split(
    ' ',
  );
const STREETS = ['Harbour Lane', 'Mill Road', 'Orchard Street', 'Station Row', 'Lighthouse Way', 'Chapel Hill'];
const CITIES = ['Northwick', 'Saltmere', 'Easthaven', 'Kingsford', 'Lowmarsh'];
const WORDS = 'river copper lantern maple winter pebble orbit velvet saffron harbour'.split(' ');
const CODE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
/** Domains reserved for examples (RFC 2606). */
const DOMAINS = ['example.com', 'example.net', 'example.org'];

/** The shop's people, the last two of them staff. */
export function people(seed: number, count = 160): readonly Person[] {
  const random = createRandom(seed, 1);
  return Array.from({ length: count }, (_, index) => person(random, index, index >= count - 2));
}

/** The key of the stock-keeping partner; derived, so that no key stands in the source. */
export function partnerKey(seed: number): string {
  const random = createRandom(seed, 2);
  return `pk_demo_${letters(random, 28).toLowerCase()}`;
}

/** The code a password reset mails to a customer. There is no mail here, so both ends work it out. */
export function mailedCode(userId: number): string {
  return String(userId * 7919)
    .slice(-6)
    .padStart(6, '0');
}

function person(random: Random, index: number, staff: boolean): Person {
  const first = random.pick(FIRST);
  const last = random.pick(LAST);
  return {
    id: 2001 + index,
    name: `${first} ${last}`,
    email: `${first}.${last}${index + 11}@${random.pick(DOMAINS)}`.toLowerCase(),
    // 555-0100 to 555-0199 is kept for fiction by the North American Numbering Plan.
    phone: `+1 ${random.pick(['202', '312', '415'])} 555 01${random.int(10, 99)}`,
    password: `${random.pick(WORDS)}-${random.pick(WORDS)}-${random.int(100, 999)}`,
    role: staff ? 'admin' : 'customer',
    address: {
      id: 1,
      street: `${random.int(1, 240)} ${random.pick(STREETS)}`,
      city: random.pick(CITIES),
      postcode: `${random.pick(['NW', 'SM', 'EH', 'KF'])}${random.int(1, 28)} ${random.int(1, 9)}QX`,
      country: random.pick(['GB', 'IE', 'US']),
    },
    card: {
      brand: random.pick(['visa', 'mastercard']),
      last4: String(random.int(1000, 9999)),
      expires: `0${random.int(1, 9)}/29`,
    },
    giftCard: [letters(random, 4), letters(random, 4), letters(random, 4)].join('-'),
  };
}

function letters(random: Random, count: number): string {
  return Array.from({ length: count }, () => CODE_LETTERS[random.int(0, CODE_LETTERS.length - 1)]).join('');
}
