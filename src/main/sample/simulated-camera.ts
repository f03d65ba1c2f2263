import { defectKinds } from './blemish.ts';
import { generatePart, type SamplePart } from './generate-part.ts';
import { mixSeed } from './random.ts';

/** One part of so many is defective. */
const partsPerDefect = 6;
/** Keeps the camera's parts apart from those of the sample images. */
const cameraSeries = 0x5eed;

/**
 * The nth part that comes by the sample product's camera, without end: in each row of six one is defective, at a place
 * and of a kind that vary. The same number shows the same part.
 *
 * @param number 0, 1, 2, …
 */
export function sampleCameraFrame(number: number): SamplePart {
  const row = Math.floor(number / partsPerDefect);
  const defective = mixSeed(cameraSeries, row) % partsPerDefect === number % partsPerDefect;
  const kind = defectKinds[mixSeed(cameraSeries, row, 1) % defectKinds.length];
  return generatePart(mixSeed(cameraSeries, number, 2), defective ? kind : undefined);
}
