/** The largest finite float16. */
export const largestFloat16 = 65504;

const infinity = 0x7c00;
const notANumber = 0x7e00;
/** Smaller float16 values are subnormal: multiples of 2⁻²⁴. */
const smallestNormal = 2 ** -14;
const single = new Float32Array(1);
const singleBits = new Uint32Array(single.buffer);

/**
 * Returns the bits of the float16 (IEEE 754 binary16) nearest to a float32, ties to even. Values that round
 * beyond 65504 become infinite. Own code, because Node 22 has no `Float16Array`.
 *
 * @returns 16 bits as an unsigned integer
 */
export function float16Bits(value: number): number {
  single[0] = value;
  const bits = singleBits[0] ?? 0;
  const sign = (bits >>> 16) & 0x8000;
  const size = Math.abs(Math.fround(value));
  if (Number.isNaN(size)) return notANumber;
  if (size > largestFloat16 + 16) return sign | infinity;
  if (size < smallestNormal) return sign | roundedToEven(size * 2 ** 24);
  // Exponent and mantissa form one number, so that a mantissa rounded up carries into the exponent.
  return sign | roundedToEven(((bits & 0x7fff_ffff) - ((127 - 15) << 23)) / 2 ** 13);
}

/** Returns the value of a float16's bits, exact as float32. */
export function float16Value(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  if (exponent === 0x1f) return mantissa === 0 ? sign * Infinity : Number.NaN;
  return exponent === 0 ? sign * mantissa * 2 ** -24 : sign * (1024 + mantissa) * 2 ** (exponent - 25);
}

function roundedToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
