// `npm run docs`: the generated part of docs/reference. A test proves that what is committed is current.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { referencePages } from '../lib/reference.ts';

const folder = path.resolve(import.meta.dirname, '../../docs/reference');
mkdirSync(folder, { recursive: true });
for (const [name, text] of referencePages()) writeFileSync(path.join(folder, name), text);
