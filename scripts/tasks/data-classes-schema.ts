/**
 * Writes policy/data-classes.schema.json, the JSON Schema of files of own data classes for editors, from the schema that the
 * program checks with. A test proves that the committed file says the same; `npm run format` gives it the layout.
 */
import { writeFile } from 'node:fs/promises';
import { dataClassesJsonSchema } from '../../src/inventory/index.ts';

await writeFile(
  new URL('../../policy/data-classes.schema.json', import.meta.url),
  `${JSON.stringify(dataClassesJsonSchema(), null, 2)}\n`,
);
