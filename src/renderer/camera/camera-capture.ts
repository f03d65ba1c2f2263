import { isAbort } from '../transport/failure.ts';

/** A picture of the camera as pixels. */
export interface CapturedFrame {
  readonly width: number;
  readonly height: number;
  /** `[height, width, 3]`, RGB, 0..255. */
  readonly pixels: Uint8Array;
  /** The same picture, for showing it beside its result. */
  readonly picture: ImageBitmap;
  /** When the camera had the picture, by this window's clock, milliseconds since 1970. */
  readonly takenAt: number;
  /** Milliseconds from the camera's picture to pixels. */
  readonly captureMs: number;
}

export interface CameraCapture {
  /** The latest picture as pixels; null while the camera has given none. */
  grab(): CapturedFrame | null;
  stop(): void;
}

export interface CaptureListener {
  /** The camera has a new picture. `missed`: how many there were since the one before that the browser did not hand over. */
  onPicture(missed: number): void;
  /** The camera has stopped giving pictures, or gives them again. */
  onStalled(stalled: boolean): void;
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Pixels beyond this cost time and tell the model nothing: its largest input is about 384 × 384. */
const longestWidth = 640;
/** A camera without a new picture for so long is stalled, milliseconds. */
const stallAfter = 5_000;

/** The size that a camera's picture is used in: at most 640 pixels wide, proportions kept. */
export function usedSize({ width, height }: PictureSize): PictureSize {
  const scale = Math.min(1, longestWidth / width);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Reads the pictures of a running camera in the size that they are used in. */
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
  /** Pictures that the timer noticed since the callback last came. */
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

  // For browsers without the callback, and for windows whose browser holds it back, e.g. since they are covered.
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
  // A camera that is closed before its first picture is no failure.
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

/** The pixels without alpha, which a camera's pictures do not have: a quarter less to send. */
function withoutAlpha(rgba: Uint8ClampedArray): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = rgba[from] ?? 0;
    rgb[to + 1] = rgba[from + 1] ?? 0;
    rgb[to + 2] = rgba[from + 2] ?? 0;
  }
  return rgb;
}
