/** Builds captures for tests: packets of a TCP connection, and files around them. */
export interface PacketPlan {
  readonly fromClient: boolean;
  /** Offset of `data` in what this side sends. */
  readonly at?: number;
  readonly data?: string | Buffer;
  readonly flags?: string;
  /** Offset up to which the other side's bytes are acknowledged. */
  readonly ack?: number;
  readonly timeMs?: number;
}

export interface Wire {
  readonly link?: number;
  readonly ipv6?: boolean;
  readonly clientPort?: number;
  readonly serverPort?: number;
  /** First sequence number of the client; the server's is this plus 1,000,000. */
  readonly isn?: number;
}

const FLAGS: Readonly<Record<string, number>> = { F: 1, S: 2, R: 4, P: 8, A: 16 };
const V4 = { client: Buffer.from([192, 0, 2, 7]), server: Buffer.from([203, 0, 113, 9]) };
const V6 = {
  client: Buffer.from('20010db8000000000000000000000007', 'hex'),
  server: Buffer.from('20010db8000000000000000000000009', 'hex'),
};

function tcp(plan: PacketPlan, wire: Wire): Buffer {
  const data = Buffer.from(plan.data ?? '');
  const head = Buffer.alloc(20);
  const isn = wire.isn ?? 1_000;
  const own = plan.fromClient ? isn : isn + 1_000_000;
  const other = plan.fromClient ? isn + 1_000_000 : isn;
  const [client, server] = [wire.clientPort ?? 40_000, wire.serverPort ?? 80];
  const flags = (plan.flags ?? 'PA').split('').reduce((sum, flag) => sum | (FLAGS[flag] ?? 0), 0);
  head.writeUInt16BE(plan.fromClient ? client : server, 0);
  head.writeUInt16BE(plan.fromClient ? server : client, 2);
  // The SYN has a number of its own, before the first byte.
  head.writeUInt32BE((own + (flags & 2 ? 0 : 1) + (plan.at ?? 0)) >>> 0, 4);
  head.writeUInt32BE((other + 1 + (plan.ack ?? 0)) >>> 0, 8);
  head[12] = 5 << 4;
  head[13] = flags;
  return Buffer.concat([head, data]);
}

function ip(plan: PacketPlan, wire: Wire): Buffer {
  const payload = tcp(plan, wire);
  const { client, server } = wire.ipv6 ? V6 : V4;
  const ends = plan.fromClient ? [client, server] : [server, client];
  const head = Buffer.alloc(wire.ipv6 ? 8 : 12);
  if (wire.ipv6) {
    head[0] = 6 << 4;
    head.writeUInt16BE(payload.length, 4);
    head[6] = 6;
  } else {
    head[0] = 0x45;
    head.writeUInt16BE(20 + payload.length, 2);
    head[9] = 6;
  }
  return Buffer.concat([head, ...ends, payload]);
}

/** A packet with the head of its link layer. */
export function packet(plan: PacketPlan, wire: Wire = {}): Buffer {
  const network = ip(plan, wire);
  const protocol = wire.ipv6 ? '86dd' : '0800';
  const heads: Readonly<Record<number, string>> = {
    0: wire.ipv6 ? '1e000000' : '02000000',
    1: `0200000000010200000000028100000a${protocol}`,
    101: '',
    108: wire.ipv6 ? '0000001e' : '00000002',
    113: `0000000100060200000000010000${protocol}`,
    276: `${protocol}0000000000010001000602000000000100 00`.replaceAll(' ', ''),
  };
  return Buffer.concat([Buffer.from(heads[wire.link ?? 1] ?? '', 'hex'), network]);
}

export interface FilePlan {
  readonly link?: number;
  readonly little?: boolean;
  readonly nanoseconds?: boolean;
}
export interface Timed {
  readonly bytes: Buffer;
  readonly timeMs: number;
}

export const START_MS = Date.UTC(2026, 10, 24, 12);

/** Packets of one connection, a millisecond apart, the first at START_MS. */
export const packets = (plans: readonly PacketPlan[], wire: Wire = {}): Timed[] =>
  plans.map((plan, n) => ({ bytes: packet(plan, wire), timeMs: plan.timeMs ?? START_MS + n }));

const numbers = (little: boolean) => ({
  u16: (value: number): Buffer => {
    const bytes = Buffer.alloc(2);
    if (little) bytes.writeUInt16LE(value);
    else bytes.writeUInt16BE(value);
    return bytes;
  },
  u32: (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    if (little) bytes.writeUInt32LE(value >>> 0);
    else bytes.writeUInt32BE(value >>> 0);
    return bytes;
  },
});

export function pcap(list: readonly Timed[], { link = 1, little = true, nanoseconds = false }: FilePlan = {}): Buffer {
  const { u16, u32 } = numbers(little);
  const magic = u32(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4);
  const head = Buffer.concat([magic, u16(2), u16(4), u32(0), u32(0), u32(262_144), u32(link)]);
  const records = list.flatMap(({ bytes, timeMs }) => [
    u32(Math.floor(timeMs / 1_000)),
    u32((timeMs % 1_000) * (nanoseconds ? 1e6 : 1e3)),
    u32(bytes.length),
    u32(bytes.length),
    bytes,
  ]);
  return Buffer.concat([head, ...records]);
}

/** With an unknown block first, an option of the interface, and every third packet in a block of the old kind. */
export function pcapng(
  list: readonly Timed[],
  { link = 1, little = true, nanoseconds = false }: FilePlan = {},
): Buffer {
  const { u16, u32 } = numbers(little);
  const block = (kind: number, ...parts: readonly Buffer[]): Buffer => {
    const body = Buffer.concat(parts);
    const padding = Buffer.alloc((4 - (body.length % 4)) % 4);
    const size = u32(12 + body.length + padding.length);
    return Buffer.concat([u32(kind), size, body, padding, size]);
  };
  const resolution = nanoseconds ? [u16(9), u16(1), Buffer.from([9, 0, 0, 0]), u16(0), u16(0)] : [];
  return Buffer.concat([
    block(0x0a0d0d0a, u32(0x1a2b3c4d), u16(1), u16(0), u32(0xffffffff), u32(0xffffffff)),
    block(0x80000abc, Buffer.from('what nobody knows')),
    block(1, u16(link), u16(0), u32(262_144), ...resolution),
    ...list.map(({ bytes, timeMs }, n) => {
      const units = BigInt(timeMs) * (nanoseconds ? 1_000_000n : 1_000n);
      const time = [u32(Number(units >> 32n)), u32(Number(units & 0xffffffffn))];
      const sizes = [u32(bytes.length), u32(bytes.length)];
      return n % 3 === 2
        ? block(2, u16(0), u16(0), ...time, ...sizes, bytes)
        : block(6, u32(0), ...time, ...sizes, bytes);
    }),
  ]);
}

/** A whole connection: handshake, then what is said in turn, each in segments of `size` bytes, then the end of it. */
export function connection(
  said: readonly (readonly [fromClient: boolean, data: string | Buffer])[],
  size = 1_400,
): PacketPlan[] {
  const sent = { true: 0, false: 0 };
  const plans: PacketPlan[] = [
    { fromClient: true, flags: 'S', ack: -1 },
    { fromClient: false, flags: 'SA' },
  ];
  for (const [fromClient, data] of said) {
    const bytes = Buffer.from(data);
    for (let at = 0; at < bytes.length; at += size) {
      const part = bytes.subarray(at, at + size);
      plans.push({ fromClient, at: sent[`${fromClient}`], data: part, ack: sent[`${!fromClient}`] });
      sent[`${fromClient}`] += part.length;
    }
  }
  for (const fromClient of [true, false])
    plans.push({ fromClient, at: sent[`${fromClient}`], ack: sent[`${!fromClient}`], flags: 'FA' });
  return plans;
}
