/** Escapes of one letter, in JSON (RFC 8259 §7) and GraphQL (§2.9.4). */
export const SHORT_ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
