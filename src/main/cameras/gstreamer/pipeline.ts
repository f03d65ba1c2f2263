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

/** What `gst-launch-1.0` is started with for a camera, and how its pictures are read. */
export interface Pipeline {
  /** The pipeline, an argument a word; no shell reads them. */
  readonly words: readonly string[];
  /** How many bits grey values of two bytes fill. */
  readonly bits: number;
  /** Whether each frame is inspected, so that none may be left out on the way. */
  readonly every: boolean;
  /** What the station's own reader is told besides; null: `gst-launch-1.0` will do. */
  readonly order: ReaderOrder | null;
}

/** What `read-camera.py` is told beside the words of the pipeline, by a line that no list of processes shows. */
export interface ReaderOrder {
  /** Properties of the element `camera`. */
  readonly properties: Readonly<Record<string, string>>;
  /** The industrial camera whose pictures go into the pipeline; null: the pipeline has its own source. */
  readonly genicam: GenicamOrder | null;
  /** Forms of pictures by the names that cameras have for them. */
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
  /** `Name=value`, apart by spaces. */
  readonly features: string;
}

/** The parts of a pipeline that differ from camera to camera. */
interface Head {
  readonly words: readonly string[];
  readonly every: boolean;
  /** Left out: colours of one byte. */
  readonly bits?: number;
  /** Frames come no faster than they were recorded. */
  readonly paced?: boolean;
  readonly order?: ReaderOrder;
}

/** Who reads a camera that needs more than `gst-launch-1.0`. */
interface Access {
  readonly password: string | null;
  /** Whether the station's own reader runs the pipeline. */
  readonly isReader: boolean;
}

/** A property whose value is taken as it is: quotes and all stay part of it, and make no other element. */
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

/** Milliseconds that a camera on the network has to answer in. */
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
      // Sound that the camera may send, too, is left alone.
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
  /** Of a pixel. */
  readonly bytes: number;
  readonly bayer?: true;
  readonly bits?: number;
}

/** How the formats of GenICam are called in GStreamer. */
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
/** The same under the names that older cameras have for them. */
const olderFormats: Readonly<Record<string, FormatAsCaps>> = {
  RGB8Packed: genicamFormats.RGB8,
  BGR8Packed: genicamFormats.BGR8,
  YUV422Packed: { caps: 'video/x-raw,format=UYVY', bytes: 2 },
  YUV422_8_UYVY: { caps: 'video/x-raw,format=UYVY', bytes: 2 },
};

/** A GigE Vision camera whose reader has died is free again after so long, milliseconds. */
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
    // The reader puts the camera before them.
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
 * The pipeline that reads a camera and writes its pictures to its standard output as packets of GStreamer's Data Protocol.
 *
 * @param access the password of an IP camera's user, null without one; and whether the station's own reader runs the pipeline
 */
export function pipelineOf(camera: StationCamera, access: Access): Pipeline {
  const { words, every, bits, paced = false, order = null } = headOf(camera.kind, camera, access);
  const form = bits === undefined ? 'video/x-raw,format=RGB' : 'video/x-raw,format=GRAY16_LE';
  // A reader that is slow for a moment gets the newest picture then, not the oldest.
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
