import { createColourSurface, makeHeatLayer, type Heat } from './heat-layer.ts';
import { paintPicture, type PictureLayers } from './paint-picture.ts';
import type { Size } from './stage-view.ts';

/** Longest side of a printed picture, pixels: finer than A4 paper at 200 dots per inch. */
const longestSide = 2200;

interface PrintedLayers extends Omit<PictureLayers, 'heat'> {
  readonly heat: Heat | null;
}

/** Prints pictures side by side with a caption below, without the rest of the window. */
export function printPictures(layers: readonly PrintedLayers[], size: Size, caption: string): void {
  const scale = Math.min(longestSide / Math.max(size.width, size.height), 1);
  const sheet = document.createElement('section');
  sheet.className = 'print-sheet';
  for (const { heat, ...each } of layers) {
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(size.width * scale);
    canvas.height = Math.round(size.height * scale);
    const context = canvas.getContext('2d');
    const layer = heat && makeHeatLayer(heat, createColourSurface());
    if (context) paintPicture(context, { ...each, heat: layer }, size, { x: 0, y: 0, scale });
    sheet.append(canvas);
  }
  const words = document.createElement('p');
  words.textContent = caption;
  sheet.append(words);
  document.body.append(sheet);
  window.addEventListener('afterprint', () => sheet.remove(), { once: true });
  window.print();
}
