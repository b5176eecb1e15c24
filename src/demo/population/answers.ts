import { z } from 'zod';
import type { Answer } from './visitor.ts';

const page = z.object({ items: z.array(z.object({ id: z.int(), slug: z.string().optional() })) });
const session = z.object({ token: z.string() });
const single = z.object({ id: z.int() });
const graph = z.object({ data: z.object({ orders: z.array(single), products: z.array(single) }).partial() });
const giftCard = z.object({ redeemed: z.boolean() });

/** What clients read out of the shop's answers; empty or undefined when the answer is another one, such as a block page. */
export const itemsOf = (answer: Answer): readonly { readonly id: number; readonly slug?: string | undefined }[] =>
  page.safeParse(answer.json).data?.items ?? [];
export const tokenOf = (answer: Answer): string | undefined => session.safeParse(answer.json).data?.token;
export const idOf = (answer: Answer): number | undefined => single.safeParse(answer.json).data?.id;
export const graphOf = (answer: Answer) => graph.safeParse(answer.json).data?.data ?? {};
export const redeemedOf = (answer: Answer): boolean => giftCard.safeParse(answer.json).data?.redeemed ?? true;
