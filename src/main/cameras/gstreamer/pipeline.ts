import type {
  GenicamCamera,
  GenicamPixelFormat,
  RtspCamera,
  StationCamera,
  StationCameraKind,
  StationCameraOf,
  V4l2Camera,
  VideoFile,
} from '../../../shared/domain/station-cameras.ts';

/** A camera's pipeline for `gst-launch-1.0`, and how to read its pictures. */
export interface Pipeline {
  /** The pipeline's words, each one argument; no shell interprets them. */
  readonly words: readonly string[];
  /** Number of bits used by two-byte grey values. */
  readonly bits: number;
  /** Whether each frame is inspected, so that the pipeline must not drop any. */
  readonly every: boolean;
  /** Further data for the station's own reader; null if `gst-launch-1.0` is enough. */
  readonly order: ReaderOrder | null;
}

/** Data for `read-camera.py` besides the pipeline; sent on its input, so that no list of processes shows it. */
export interface ReaderOrder {
  /** Properties of the element `camera`. */
  readonly properties: Readonly<Record<string, string>>;
  /** The industrial camera whose pictures go into the pipeline; null if the pipeline has its own source. */
  readonly genicam: GenicamOrder | null;
  /** GStreamer's forms of pictures by the cameras' names for them. */
  readonly formats: Readonly<Record<string, FormatAsCaps>>;
}

interface GenicamOrder {
  readonly name: string;
  readonly heartbeatMs: number;
  readonly pixelFormat?: string | undefined;
  /** x, y, width, height. */
  readonly region?: readonly number[] | undefined;
  readonly framesPerSecond?: number | undefined;
  readonly exposureUs?: number | undefined;
  readonly gainDb?: number | undefined;
  readonly packetSize?: 'auto' | number | undefined;
  /** Features as `Name=value`, separated by spaces. */
  readonly features: string;
}

/** The beginning of a pipeline, which differs between kinds of cameras. */
interface Head {
  readonly words: readonly string[];
  readonly every: boolean;
  /** Number of bits used by two-byte grey values; left out for colours of one byte each. */
  readonly bits?: number;
  /** Whether frames come no faster than they were recorded. */
  readonly paced?: boolean;
  readonly order?: ReaderOrder;
}

/** How the station gets access to a camera. */
interface Access {
  readonly password: string | null;
  /** Whether the station's own reader runs the pipeline. */
  readonly isReader: boolean;
}

/** Returns a property with its value quoted, so that a value with quotes cannot add another element. */
export function property(name: string, value: string | number): string {
  return `${name}="${String(value).replace(/[\\"]/g, '\\$&')}"`;
}

const decoded = ['!', 'decodebin'] as const;

function video({ file, pace }: VideoFile): Head {
  return {
    words: ['filesrc', property('location', file), ...decoded],
    every: true,
    paced: pace === 'recorded',
  };
}

/** Longest wait for the answer of a network camera, milliseconds. */
const networkPatienceMs = 5_000;

function rtsp({ address, user, transport, latencyMs }: RtspCamera, { password, isReader }: Access): Head {
  const name = user === undefined ? [] : [property('user-id', user)];
  const secret = password ?? '';
  const access = user === undefined || isReader ? name : [...name, property('user-pw', secret)];
  const order = { properties: user === undefined ? {} : { 'user-pw': secret }, genicam: null, formats: {} };
  return {
    ...(isReader ? { order } : {}),
    words: [
      ...['rtspsrc', 'name=camera', property('location', address), property('protocols', transport)],
      ...[property('latency', latencyMs), property('tcp-timeout', networkPatienceMs * 1_000)],
      ...['drop-on-latency=true', ...access],
      // Only video is read; a camera may also send sound.
      ...['camera.', '!', 'application/x-rtp,media=video', ...decoded],
    ],
    every: false,
  };
}

function v4l2({ device, width, height, framesPerSecond }: V4l2Camera): Head {
  const wanted = sizeAndRate(width, height, framesPerSecond);
  const caps = ['video/x-raw', 'image/jpeg'].map((type) => [type, ...wanted].join(',')).join(';');
  return {
    words: [
      ...['v4l2src', property('device', device), 'do-timestamp=true'],
      ...['!', 'capsfilter', property('caps', caps), ...decoded],
    ],
    every: false,
  };
}

interface FormatAsCaps {
  readonly caps: string;
  /** Bytes per pixel. */
  readonly bytes: number;
  readonly bayer?: true;
  readonly bits?: number;
}

/** GStreamer's names for GenICam's pixel formats. */
const genicamFormats: Readonly<Record<GenicamPixelFormat, FormatAsCaps>> = {
  Mono8: { caps: 'video/x-raw,format=GRAY8', bytes: 1 },
  Mono10: { caps: 'video/x-raw,format=GRAY16_LE', bytes: 2, bits: 10 },
  Mono12: { caps: 'video/x-raw,format=GRAY16_LE', bytes: 2, bits: 12 },
  Mono16: { caps: 'video/x-raw,format=GRAY16_LE', bytes: 2, bits: 16 },
  BayerRG8: { caps: 'video/x-bayer,format=rggb', bytes: 1, bayer: true },
  BayerGR8: { caps: 'video/x-bayer,format=grbg', bytes: 1, bayer: true },
  BayerGB8: { caps: 'video/x-bayer,format=gbrg', bytes: 1, bayer: true },
  BayerBG8: { caps: 'video/x-bayer,format=bggr', bytes: 1, bayer: true },
  RGB8: { caps: 'video/x-raw,format=RGB', bytes: 3 },
  BGR8: { caps: 'video/x-raw,format=BGR', bytes: 3 },
  YUV422_8: { caps: 'video/x-raw,format=YUY2', bytes: 2 },
};
/** GStreamer's names for the same formats under the names that older cameras use. */
const olderFormats: Readonly<Record<string, FormatAsCaps>> = {
  RGB8Packed: genicamFormats.RGB8,
  BGR8Packed: genicamFormats.BGR8,
  YUV422Packed: { caps: 'video/x-raw,format=UYVY', bytes: 2 },
  YUV422_8_UYVY: { caps: 'video/x-raw,format=UYVY', bytes: 2 },
};

/** Heartbeat timeout after which a GigE Vision camera is free again if its reader has died, milliseconds. */
const usualHeartbeatMs = 2000;

function genicam(camera: GenicamCamera): Head {
  const { pixelFormat, exposureUs, gainDb, region, framesPerSecond, packetSize, triggerInput } = camera;
  const features = [
    ...(triggerInput === undefined
      ? []
      : ['TriggerSelector=FrameStart', 'TriggerMode=On', `TriggerSource=${triggerInput}`]),
    ...Object.entries(camera.features ?? {}).map(([name, value]) => `${name}=${value}`),
  ];
  const order = {
    name: camera.camera,
    heartbeatMs: camera.heartbeatMs ?? usualHeartbeatMs,
    pixelFormat,
    exposureUs,
    gainDb,
    framesPerSecond,
    packetSize,
    features: features.join(' '),
    region: region && [region.x, region.y, region.width, region.height],
  };
  const bits = pixelFormat && genicamFormats[pixelFormat].bits;
  return {
    // Empty because the reader puts the camera at the pipeline's beginning.
    words: [],
    every: triggerInput !== undefined,
    ...(bits === undefined ? {} : { bits }),
    order: { properties: {}, genicam: order, formats: { ...genicamFormats, ...olderFormats } },
  };
}

function sizeAndRate(width?: number, height?: number, framesPerSecond?: number): string[] {
  return [
    ...(width === undefined ? [] : [`width=${width}`]),
    ...(height === undefined ? [] : [`height=${height}`]),
    ...(framesPerSecond === undefined
      ? []
      : [`framerate=(fraction)${Math.round(framesPerSecond * 1_000)}/1000`]),
  ];
}

const heads: {
  readonly [Kind in StationCameraKind]: (camera: StationCameraOf<Kind>, access: Access) => Head;
} = {
  'genicam-camera': genicam,
  'v4l2-camera': v4l2,
  'rtsp-camera': rtsp,
  'video-file': video,
};

function headOf<Kind extends StationCameraKind>(
  kind: Kind,
  camera: StationCameraOf<Kind>,
  access: Access,
): Head {
  return heads[kind](camera, access);
}

/**
 * Returns the pipeline that reads a camera and writes its pictures to standard output as packets of GStreamer's
 * Data Protocol.
 *
 * @param access the IP camera's password, null without one; and whether the station's own reader runs the
 *   pipeline
 */
export function pipelineOf(camera: StationCamera, access: Access): Pipeline {
  const { words, every, bits, paced = false, order = null } = headOf(camera.kind, camera, access);
  const form = bits === undefined ? 'video/x-raw,format=RGB' : 'video/x-raw,format=GRAY16_LE';
  // After a delay, the station gets the newest picture, not the oldest.
  const newest = ['leaky=downstream', 'max-size-buffers=2', 'max-size-bytes=0', 'max-size-time=0'];
  return {
    words: [
      ...words,
      ...['!', 'videoconvert', '!', form],
      ...(every ? [] : ['!', 'queue', ...newest]),
      ...['!', 'gdppay', 'crc-header=false', '!', 'fdsink', 'fd=1', `sync=${paced}`],
    ],
    bits: bits ?? 16,
    every,
    order,
  };
}
