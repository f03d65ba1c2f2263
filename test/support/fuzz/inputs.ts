import fc from 'fast-check';

/** Number of inputs for all properties together. The gate tries the default; `npm run fuzz` tries more. */
const inAll = Number(process.env['LOUPE_FUZZ_INPUTS'] ?? 10_000);
/** The gate tries the same inputs every time; `npm run fuzz` draws a seed and prints it. */
const seed = Number(process.env['LOUPE_FUZZ_SEED'] ?? 20_261_130);
const path = process.env['LOUPE_FUZZ_PATH'];

/** Time after which a test counts as hung, milliseconds: a tenth of a second an input, far more than any input needs. */
export const patience = Math.max(120_000, inAll * 100);

/**
 * Tries a property with its share of the inputs. A failure prints seed, path and the smallest failing input:
 * `npm run fuzz -- --seed N --path P -t "its title"` repeats exactly that input.
 *
 * @param share of all inputs, 0..1
 */
export async function everyInput<Input>(
  share: number,
  inputs: fc.Arbitrary<Input>,
  holds: (input: Input) => void | Promise<void>,
): Promise<void> {
  const numRuns = Math.max(1, Math.round(inAll * share));
  await fc.assert(
    fc.asyncProperty(inputs, async (input) => holds(input)),
    { numRuns, seed, endOnFailure: path !== undefined, ...(path === undefined ? {} : { path }) },
  );
}

/** Writes a value as JSON; null if it has no JSON. */
export const jsonText = (value: unknown): string => JSON.stringify(value ?? null);

/** Generates values that code may not expect: wrong types, edges of numbers, arbitrary texts, keys of prototypes. */
export const garbage: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({
    maxDepth: 2,
    maxKeys: 4,
    key: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString')),
  }),
  fc.constantFrom<unknown>(
    null,
    undefined,
    '',
    0,
    -1,
    1e308,
    -1e308,
    2 ** 53,
    Number.NaN,
    Infinity,
    0.1,
    [],
    {},
    true,
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('\0', '\u202E', '\uD800', '../../etc/passwd', '=1+1', '__proto__', 'x'.repeat(5000)),
);

/** Generates values with one of their parts replaced by garbage, left out, or doubled. */
export function mutated(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(values, fc.nat(), garbage, fc.constantFrom('replace', 'remove', 'add'))
    .map(([value, where, bad, how]) => {
      const copy = copyOf(value);
      const places = placesOf(copy);
      const place = places[where % Math.max(1, places.length)];
      if (place === undefined) return bad;
      const { holder, key } = place;
      if (how === 'replace') Reflect.set(holder, key, bad);
      else if (how === 'remove') Reflect.deleteProperty(holder, key);
      else Reflect.set(holder, Array.isArray(holder) ? holder.length : `${key}X`, bad);
      return copy;
    });
}

/** Copies lists and plain objects deeply; keeps other values, such as files, as they are. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null || value instanceof Blob) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [key, copyOf(inner)]),
  );
}

interface Place {
  readonly holder: object;
  readonly key: string;
}

function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null || value instanceof Blob) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => [
    { holder: value, key },
    ...placesOf(inner),
  ]);
}

/** Generates bytes with some of them changed, cut off or inserted. */
export function mutatedBytes(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const edit = fc.record({
    at: fc.nat({ max: Math.max(0, bytes.length - 1) }),
    how: fc.constantFrom('flip', 'cut', 'insert', 'zero'),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
  });
  return fc.array(edit, { minLength: 1, maxLength: 6 }).map((edits) => {
    let now = Buffer.from(bytes);
    for (const { at, how, bytes: given } of edits) {
      const place = Math.min(at, now.length);
      if (how === 'cut') now = Buffer.from(now.subarray(0, place));
      else if (how === 'insert') now = Buffer.concat([now.subarray(0, place), given, now.subarray(place)]);
      else if (how === 'zero') now.fill(0, place, Math.min(now.length, place + given.length));
      else {
        for (const [step, byte] of given.entries()) if (place + step < now.length) now[place + step] = byte;
      }
    }
    return new Uint8Array(now);
  });
}
