const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Hours east of Greenwich of the zone names that Java prints most; the rest is taken for UTC. */
const ZONES: Readonly<Record<string, number>> = {
  WEST: 1,
  BST: 1,
  CET: 1,
  CEST: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  IST: 5.5,
  SGT: 8,
  HKT: 8,
  JST: 9,
  KST: 9,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
  BRT: -3,
  EDT: -4,
  EST: -5,
  CDT: -5,
  CST: -6,
  MDT: -6,
  MST: -7,
  PDT: -7,
  PST: -8,
};

const JAVA = /^\w{3} (\w{3}) (\d\d) (\d\d):(\d\d):(\d\d) (\w{1,5}|(?:GMT|UTC)?[+-]\d\d:?\d\d) (\d{4})$/;

/** `Tue Nov 24 12:00:00 CET 2026`, as `java.util.Date` prints it, in milliseconds; undefined when it is none. */
export function readJavaDate(text: string): number | undefined {
  const match = JAVA.exec(text.trim());
  const [, month = '', day, hours, minutes, seconds, zone = '', year] = match ?? [];
  const index = MONTHS.indexOf(month);
  if (!match || index < 0) return undefined;
  const local = Date.UTC(Number(year), index, Number(day), Number(hours), Number(minutes), Number(seconds));
  const offset = /([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (offset) return local - (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) * 60_000;
  return local - (ZONES[zone] ?? 0) * 3_600_000;
}
