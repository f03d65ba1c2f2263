import { defectKinds } from './blemish.ts';
import { generatePart, type SamplePart } from './generate-part.ts';
import { mixSeed } from './random.ts';

/** Number of parts of which one is defective. */
const partsPerDefect = 6;
/** Part of the seeds, so that the camera's parts differ from those of the sample images. */
const cameraSeries = 0x5eed;

/**
 * Returns a part of the sample product's endless camera. One in each six parts is defective, at a varying position
 * in the six and with a varying kind. The same number gives the same part.
 *
 * @param number 0, 1, 2, …
 */
export function sampleCameraFrame(number: number): SamplePart {
  const row = Math.floor(number / partsPerDefect);
  const defective = mixSeed(cameraSeries, row) % partsPerDefect === number % partsPerDefect;
  const kind = defectKinds[mixSeed(cameraSeries, row, 1) % defectKinds.length];
  return generatePart(mixSeed(cameraSeries, number, 2), defective ? kind : undefined);
}
