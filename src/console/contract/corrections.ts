import { z } from 'zod';
import { CorrectionPreview, TemplateCorrection } from '../schemas/corrections.ts';
import { reason } from '../schemas/base.ts';
import { byId } from './inputs.ts';
import type { RouteContract } from './route.ts';

const template = z.string().trim().min(1).max(4_096);

/** Templates as their owner wants them. */
export const CORRECTION_ROUTES = {
  previewTemplate: {
    method: 'POST',
    path: '/endpoints/:id/template/preview',
    summary: 'Which endpoints another template would merge or split, with their requests; changes nothing',
    tag: 'inventory',
    access: 'viewer',
    params: byId,
    body: z.strictObject({ template }),
    answer: CorrectionPreview,
  },
  correctTemplate: {
    method: 'POST',
    path: '/endpoints/:id/template',
    summary: 'Set the template of an endpoint, for all methods at its path; every observation is kept',
    tag: 'inventory',
    access: 'analyst',
    params: byId,
    body: z.strictObject({ template, reason }),
    answer: TemplateCorrection,
  },
  corrections: {
    method: 'GET',
    path: '/corrections',
    summary: 'Corrected templates, in the order they were made',
    tag: 'inventory',
    access: 'viewer',
    answer: z.object({ rows: z.array(TemplateCorrection) }),
  },
  undoCorrection: {
    method: 'DELETE',
    path: '/corrections/:id',
    summary: 'Undo a correction: templates follow the evidence again',
    tag: 'inventory',
    access: 'analyst',
    params: byId,
    answer: TemplateCorrection,
  },
} as const satisfies Record<string, RouteContract>;
