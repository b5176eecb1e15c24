import { z } from 'zod';

/** Schemas with a name of their own in the OpenAPI document. */
export const registry = z.registry<{ id: string }>();

export const named = <S extends z.ZodType>(id: string, schema: S): S => {
  registry.add(schema, { id });
  return schema;
};

/** Milliseconds since the epoch. */
export const instant = z.number();
export const count = z.number();
export const counts = z.record(z.string(), z.number());

/** A number and whether it is all there is: `exact: false` means "at least". */
export const Tally = named('Tally', z.object({ value: count, exact: z.boolean() }));

/** A page of rows. `next` goes into `after` for the following page and is null on the last. */
export const pageOf = <S extends z.ZodType>(row: S) =>
  z.object({ rows: z.array(row), total: Tally, next: z.string().nullable(), partial: z.boolean() });

/** A page of rows with the values one could filter by, counted over all matches. */
export const facetedPageOf = <S extends z.ZodType>(row: S) =>
  pageOf(row).extend({ facets: z.record(z.string(), counts) });

/** Numbers, lists and switches as a query string carries them. */
export const queryNumber = z.coerce.number();
export const queryLimit = z.coerce.number().int().min(1).max(1_000).default(100);
export const queryFlag = z.enum(['true', 'false']).transform((value) => value === 'true');
/** `a,b,c`: any of these. */
export const queryList = z
  .string()
  .max(2_000)
  .transform((text) => text.split(',').filter((item) => item !== ''));
/** A list over a closed set of names. */
export const queryListOf = <const T extends readonly string[]>(names: T) =>
  z
    .string()
    .max(2_000)
    .transform((text) => text.split(',').filter((item) => item !== ''))
    .pipe(z.array(z.enum(names)));
export const shortText = z.string().max(500);
export const identifier = z.string().min(1).max(200);
/** Why a person did something; goes into the audit log. */
export const reason = z.string().trim().min(3, 'say why, in a few words').max(500);
