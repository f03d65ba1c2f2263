import { likenessSide, sharpness } from '../../../../shared/domain/picture-likeness.ts';
import type { BurstFrame } from './burst-judge.ts';

/** Longest side at which fine detail is measured, pixels. */
const detailSide = 512;

/**
 * What a video shows at this moment, small.
 *
 * @throws Error while the video has no picture yet
 */
export function frameOfVideo(video: HTMLVideoElement): BurstFrame {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0) throw new Error('The camera has not delivered a picture yet');
  const scale = Math.min(detailSide / Math.max(videoWidth, videoHeight), 1);
  const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)];
  return {
    small: greyOf(video, likenessSide, likenessSide, 'blur(1px)'),
    sharpness: sharpness(greyOf(video, width, height, 'none'), height, width),
  };
}

/** Grey values `[height, width]` row-major. */
function greyOf(video: HTMLVideoElement, width: number, height: number, filter: string): Uint8Array {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('The browser cannot read the camera’s picture');
  context.filter = filter;
  context.imageSmoothingQuality = 'high';
  context.drawImage(video, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return Uint8Array.from(
    { length: width * height },
    (_, place) =>
      0.299 * (data[4 * place] ?? 0) +
      0.587 * (data[4 * place + 1] ?? 0) +
      0.114 * (data[4 * place + 2] ?? 0),
  );
}
