import { expect, test } from 'vitest';
import { createContext } from '../pipeline/index.ts';
import { decodeRequest } from '../protocols/http/index.ts';
import { createInspector } from './inspector.ts';
import { statelessRules, valueRules } from './registry.ts';
import { traceRequest } from './trace.ts';

test('a trace says of every rule what the inspector made of it', () => {
  const inspector = createInspector(statelessRules);
  let ran = 0;
  let time = 0;
  for (const rule of valueRules)
    for (const example of rule.examples.fires.filter((one) => typeof one === 'string')) {
      ran++;
      const bytes = Buffer.from(JSON.stringify({ note: example }));
      const request = decodeRequest(
        {
          id: 't',
          time: 0,
          method: 'POST',
          scheme: 'https',
          host: 'api.example',
          target: '/notes',
          httpVersion: '1.1',
          headers: ['Content-Type', 'application/json'],
          client: { address: '192.0.2.1', peer: '192.0.2.1' },
        },
        { bytes, size: bytes.length, complete: true },
      );
      const context = createContext(request);
      const trace = traceRequest(statelessRules, request, { context, limitsOf: () => ({}), now: () => time++ });
      const asked = trace.rules.find((one) => one.rule === rule.id);
      expect(asked?.asked, example).toBeGreaterThan(0);
      expect(asked?.ms, example).toBe(asked?.asked);
      const { signals } = inspector.inspect(request, context);
      const fired = [...new Set(signals.map((signal) => signal.rule))].toSorted();
      expect(
        trace.rules
          .filter((one) => one.answers.length > 0)
          .map((one) => one.rule)
          .toSorted(),
      ).toEqual(fired);
    }
  expect(ran).toBeGreaterThan(60);
});
