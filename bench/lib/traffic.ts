/** The two requests every candidate is measured with, and the answers to them. */
const item = (n: number): Record<string, unknown> => ({
  sku: `sku-${1000 + n * 7}`,
  title: `Walking boots, model ${n}`,
  quantity: (n % 4) + 1,
  price: { amount: 4900 + n * 135, currency: 'EUR' },
  options: { colour: n % 2 === 0 ? 'slate' : 'moss', size: 36 + (n % 10) },
});

function padded(value: Record<string, unknown>, bytes: number): string {
  const bare = JSON.stringify({ ...value, note: '' });
  return JSON.stringify({ ...value, note: 'n'.repeat(Math.max(0, bytes - bare.length)) });
}

export const ANSWER = padded(
  { id: 'o-81724', state: 'packed', customer: 'c-5512', items: [0, 1, 2, 3].map(item) },
  1_024,
);
export const ORDER = padded(
  { customer: 'c-5512', email: 'someone@example.com', items: [0, 1, 2, 3, 4, 5, 6, 7, 8].map(item), gift: false },
  2_250,
);

export const SCENARIOS = ['get', 'post'] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** The bytes of one request as a common client would send it. */
export function requestBytes(scenario: Scenario, port: number): Buffer {
  const common = `Host: 127.0.0.1:${port}\r\nUser-Agent: bench/1.0 (linux)\r\nAccept: application/json\r\nAuthorization: Bearer 8c1f0e7b\r\n`;
  if (scenario === 'get') return Buffer.from(`GET /shop/orders/81724?page=2&view=full HTTP/1.1\r\n${common}\r\n`);
  return Buffer.from(
    `POST /shop/orders HTTP/1.1\r\n${common}Content-Type: application/json\r\nContent-Length: ${ORDER.length}\r\n\r\n${ORDER}`,
  );
}
