import { isAbort } from '../transport/failure.ts';

/** A picture of the camera as pixels. */
export interface CapturedFrame {
  readonly width: number;
  readonly height: number;
  /** `[height, width, 3]`, RGB, 0..255. */
  readonly pixels: Uint8Array;
  /** The same picture, to show beside its result. */
  readonly picture: ImageBitmap;
  /** Time of the picture's arrival, by this window's clock, milliseconds since 1970. */
  readonly takenAt: number;
  /** Time from the camera's picture to pixels, milliseconds. */
  readonly captureMs: number;
}

export interface CameraCapture {
  /** Returns the latest picture as pixels; null before the camera's first picture. */
  grab(): CapturedFrame | null;
  stop(): void;
}

export interface CaptureListener {
  /** Reports a new picture. `missed`: number of pictures since the previous report that the browser did not deliver. */
  onPicture(missed: number): void;
  /** Reports that the camera has stopped delivering pictures, or delivers them again. */
  onStalled(stalled: boolean): void;
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** More pixels take time without use to the model, whose largest input is about 384 × 384. */
const longestWidth = 640;
/** A camera counts as stalled after this time without a new picture, milliseconds. */
const stallAfter = 5_000;

/** Returns the size in which a camera's picture is used: at most 640 pixels wide, in the same proportions. */
export function usedSize({ width, height }: PictureSize): PictureSize {
  const scale = Math.min(1, longestWidth / width);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Reads the pictures of a running camera in the size of their use. */
export function captureCamera(stream: MediaStream, listener: CaptureListener): CameraCapture {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let arrivedAt = performance.now();
  let arrived = false;
  let stalled = false;
  let lastTime = -1;
  let stopped = false;

  let presented: number | null = null;
  /** Pictures that the timer noticed since the last callback. */
  let takenBesides = 0;

  const arrive = (missed: number): void => {
    if (stopped) return;
    arrived = true;
    arrivedAt = performance.now();
    if (stalled) {
      stalled = false;
      listener.onStalled(false);
    }
    listener.onPicture(missed);
  };
  const next: VideoFrameRequestCallback = (_now, { presentedFrames }) => {
    const missed = presented === null ? 0 : presentedFrames - presented - 1 - takenBesides;
    presented = presentedFrames;
    takenBesides = 0;
    arrive(Math.max(0, missed));
    if (!stopped) video.requestVideoFrameCallback(next);
  };
  const hasCallback = 'requestVideoFrameCallback' in video;
  if (hasCallback) video.requestVideoFrameCallback(next);

  // The timer serves browsers without the callback, and windows whose browser pauses it, e.g. because they are covered.
  const timer = setInterval(() => {
    const quiet = performance.now() - arrivedAt;
    if (video.currentTime !== lastTime) {
      lastTime = video.currentTime;
      if (!hasCallback || quiet > 300) {
        takenBesides += 1;
        arrive(0);
      }
    } else if (quiet > stallAfter && !stalled) {
      stalled = true;
      listener.onStalled(true);
    }
  }, 33);
  // Closing a camera before its first picture is no failure.
  void video.play().catch((error: unknown) => {
    if (!isAbort(error)) reportError(error);
  });

  return {
    grab() {
      if (!context || !arrived || video.videoWidth === 0) return null;
      const { width, height } = usedSize({ width: video.videoWidth, height: video.videoHeight });
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      context.imageSmoothingQuality = 'high';
      context.drawImage(video, 0, 0, width, height);
      const { data } = context.getImageData(0, 0, width, height);
      const captureMs = performance.now() - arrivedAt;
      return {
        width,
        height,
        pixels: withoutAlpha(data),
        picture: canvas.transferToImageBitmap(),
        takenAt: Date.now() - captureMs,
        captureMs,
      };
    },
    stop() {
      stopped = true;
      clearInterval(timer);
      video.pause();
      video.srcObject = null;
    },
  };
}

/** Removes alpha, which a camera's pictures do not have, to send a quarter less. */
function withoutAlpha(rgba: Uint8ClampedArray): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = rgba[from] ?? 0;
    rgb[to + 1] = rgba[from + 1] ?? 0;
    rgb[to + 2] = rgba[from + 2] ?? 0;
  }
  return rgb;
}
