/** JSON that somebody else wrote: anything may be missing or something else. */
export type Loose = Readonly<Record<string, unknown>>;

export const asObject = (value: unknown): Loose =>
  typeof value === 'object' && value !== null ? (value as Loose) : {};
export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
export const asAmount = (value: unknown): number =>
  typeof value === 'number' && value > 0 && Number.isFinite(value) ? value : 0;
/** Text of what people type into a field that takes anything. */
export const asScalar = (value: unknown): string =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : asText(value);
