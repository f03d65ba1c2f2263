import type { TrainingImage } from './example-source.ts';

/** Images whose values are kept; at 256×256 pixels some 2 MB each. Those of more images are made anew each time. */
const mostKept = 400;

/** Gives a value of an image again and again, made once where it can be kept. */
export function keepByImage<Value>(
  make: (image: TrainingImage) => Promise<Value>,
): (image: TrainingImage) => Promise<Value> {
  const kept = new Map<string, Value>();
  return async (image) => {
    const known = kept.get(image.sha256);
    if (known !== undefined) return known;
    const value = await make(image);
    if (kept.size < mostKept) kept.set(image.sha256, value);
    return value;
  };
}
