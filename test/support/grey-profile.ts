/** Writes a grey ICC profile (version 2) in which light is the grey value to the power of gamma; 1 is linear. */
export function greyProfile(gamma: number): Uint8Array {
  const tags = [
    ['desc', Buffer.concat([signed('desc'), whole(2), Buffer.from('g\0'), Buffer.alloc(78)])],
    ['cprt', Buffer.concat([signed('text'), Buffer.from('g\0\0\0')])],
    ['wtpt', Buffer.concat([signed('XYZ '), numbers(...daylight)])],
    ['kTRC', Buffer.concat([signed('curv'), whole(1), Buffer.from([gamma, 0, 0, 0])])],
  ] as const;
  const table: Buffer[] = [whole(tags.length)];
  const bodies: Buffer[] = [];
  let at = 128 + 4 + 12 * tags.length;
  for (const [name, body] of tags) {
    table.push(Buffer.from(name), whole(at), whole(body.length));
    bodies.push(body);
    at += body.length;
  }
  const header = Buffer.alloc(128);
  header.writeUInt32BE(at, 0);
  header.writeUInt32BE(0x02_10_00_00, 8);
  header.write('mntrGRAYXYZ ', 12);
  header.write('acsp', 36);
  numbers(...daylight).copy(header, 68);
  return Buffer.concat([header, ...table, ...bodies]);
}

/** D50, the white point of every ICC profile. */
const daylight = [0.9642, 1, 0.8249] as const;

const signed = (type: string): Buffer => Buffer.from(`${type}\0\0\0\0`, 'latin1');

function whole(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

const numbers = (...values: readonly number[]): Buffer =>
  Buffer.concat(values.map((value) => whole(Math.round(value * 65_536))));
