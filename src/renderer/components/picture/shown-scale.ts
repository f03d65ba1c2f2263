import { heatScale, pictureScale, wholeScale, type HeatScale } from '../../../shared/domain/colour-map.ts';
import type { HeatScaleName } from '../../stores/preferences.ts';
import type { ShownMap } from './heat-layer.ts';

/** Returns the meaning of a map's colours at the chosen scale; null while there is nothing to colour. */
export function scaleOf(
  { map, thresholds, modelThresholds, fixed }: ShownMap,
  name: HeatScaleName,
): HeatScale | null {
  if (thresholds === null) return null;
  if (fixed === true || name === 'product') return heatScale(thresholds);
  if (name === 'picture') return map && pictureScale(map.data);
  return wholeScale(modelThresholds ?? thresholds);
}
