/**
 * Writes policy/policy.schema.json, the JSON Schema of policy files for editors, from the schema that the program checks
 * with. A test proves that the committed file says the same; `npm run format` gives it the layout.
 */
import { writeFile } from 'node:fs/promises';
import { policyJsonSchema } from '../../src/decide/index.ts';
import { rules } from '../../src/detect/index.ts';

await writeFile(
  new URL('../../policy/policy.schema.json', import.meta.url),
  `${JSON.stringify(policyJsonSchema(rules), null, 2)}\n`,
);
