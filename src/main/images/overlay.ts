import { colourise, heatScale, wholeScale } from '../../shared/domain/colour-map.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import type { Thresholds } from '../../shared/domain/verdict.ts';
import { upsample } from '../../shared/domain/upsample.ts';

/** Anomaly scores `[height, width]` over a whole picture, row-major. */
export interface ScoreMap {
  readonly map: Float32Array;
  readonly height: number;
  readonly width: number;
}

/**
 * Draws the heatmap over a picture in the product's fixed colour scale; scores below T1 leave it unchanged.
 *
 * @param scores resized bilinearly to the picture
 * @param scale `whole`: from 0 on, as for evaluated pictures
 */
export function overlayFrame(
  frame: Frame,
  scores: ScoreMap,
  thresholds: Thresholds,
  scale: 'above-review' | 'whole' = 'above-review',
): Frame {
  const { width, height } = frame;
  const heat = new Uint8ClampedArray(width * height * 4);
  const colours = scale === 'whole' ? wholeScale(thresholds) : heatScale(thresholds);
  colourise(upsample(scores.map, scores.height, scores.width, height, width), colours, heat);
  const data = new Uint8Array(frame.data.length);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const weight = (heat[pixel * 4 + 3] ?? 0) / 255;
    for (let channel = 0; channel < 3; channel++) {
      const below = frame.data[pixel * 3 + channel] ?? 0;
      data[pixel * 3 + channel] = Math.round(below + ((heat[pixel * 4 + channel] ?? 0) - below) * weight);
    }
  }
  return { width, height, data };
}
