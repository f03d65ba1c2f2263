import type { CapturedFrame } from './camera-capture.ts';

/** Makes a PNG file of a camera's frame, with exactly the pixels that an inspection would receive. */
export async function pictureFile({ width, height, picture }: CapturedFrame, name: string): Promise<File> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The browser cannot draw the camera’s picture');
  context.drawImage(picture, 0, 0);
  return new File([await canvas.convertToBlob({ type: 'image/png' })], name, { type: 'image/png' });
}
