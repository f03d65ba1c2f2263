import type { PartSpread } from '../../shared/domain/part-spread.ts';
import { counted, percent } from './text.ts';

/** Returns a text on how far the parts were shifted and turned before alignment. */
export function spreadText({ images, angle, right, down }: PartSpread): string {
  const turned = angle > 0 ? `turned by up to ${Math.round(angle)}°, ` : '';
  const shifted = `shifted by up to ${percent(right)} across and ${percent(down)} down`;
  return `Parts are brought into place. In nine of ten of ${counted(images, 'image')} they are ${turned}${shifted}.`;
}
