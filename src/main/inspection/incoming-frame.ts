import type { LiveFrame } from '../../shared/contract/live.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import type { Pixels } from '../inference/protocol.ts';

/** A frame on its way to be inspected. */
export interface IncomingFrame {
  /** Counts up within the session. */
  readonly number: number;
  /** The file a watched folder gave, else null. */
  readonly name: string | null;
  readonly capturedAt: number;
  readonly captureMs: number;
  /** When it reached the station, `performance.now()`. */
  readonly arrivedAt: number;
  readonly pixels: Pixels;
  /** Whether the window has to be sent the picture: it has it already when it took it itself. */
  readonly showPicture: boolean;
}

/** A station's frame as pixels. */
export function pixelsOf(frame: Frame): Pixels {
  return { width: frame.width, height: frame.height, channels: 3, data: frame.data };
}

/** Pixels as they are stored: RGB, alpha left out as the graph does. */
export function frameOf({ width, height, channels, data }: Pixels): Frame {
  if (channels === 3) return { width, height, data };
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = data[from] ?? 0;
    rgb[to + 1] = data[from + 1] ?? 0;
    rgb[to + 2] = data[from + 2] ?? 0;
  }
  return { width, height, data: rgb };
}

/** A frame from a window's camera with its pixels, `[H, W, channels]`. */
export function incomingFromWindow(frame: LiveFrame, data: Uint8Array): IncomingFrame {
  const { number, capturedAt, captureMs, width, height, channels } = frame;
  return {
    ...{ number, name: null, capturedAt, captureMs },
    arrivedAt: performance.now(),
    pixels: { width, height, channels, data },
    showPicture: false,
  };
}
