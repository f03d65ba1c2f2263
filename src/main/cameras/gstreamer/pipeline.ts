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
}

/** The parts of a pipeline that differ from camera to camera. */
interface Head {
  readonly words: readonly string[];
  readonly every: boolean;
  /** Left out: colours of one byte. */
  readonly bits?: number;
  /** Frames come no faster than they were recorded. */
  readonly paced?: boolean;
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

function rtsp({ address, user, transport, latencyMs }: RtspCamera, password: string | null): Head {
  const access = user === undefined ? [] : [property('user-id', user), property('user-pw', password ?? '')];
  return {
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
  readonly bayer?: true;
  readonly bits?: number;
}

/** How the formats of GenICam are called in GStreamer. */
const genicamFormats: Readonly<Record<GenicamPixelFormat, FormatAsCaps>> = {
  Mono8: { caps: 'video/x-raw,format=GRAY8' },
  Mono10: { caps: 'video/x-raw,format=GRAY16_LE', bits: 10 },
  Mono12: { caps: 'video/x-raw,format=GRAY16_LE', bits: 12 },
  Mono16: { caps: 'video/x-raw,format=GRAY16_LE', bits: 16 },
  BayerRG8: { caps: 'video/x-bayer,format=rggb', bayer: true },
  BayerGR8: { caps: 'video/x-bayer,format=grbg', bayer: true },
  BayerGB8: { caps: 'video/x-bayer,format=gbrg', bayer: true },
  BayerBG8: { caps: 'video/x-bayer,format=bggr', bayer: true },
  RGB8: { caps: 'video/x-raw,format=RGB' },
  BGR8: { caps: 'video/x-raw,format=BGR' },
  YUV422_8: { caps: 'video/x-raw,format=(string){YUY2,UYVY}' },
};

function genicam(camera: GenicamCamera): Head {
  const { pixelFormat, exposureUs, gainDb, region, framesPerSecond, packetSize, triggerInput } = camera;
  const format: FormatAsCaps = pixelFormat ? genicamFormats[pixelFormat] : { caps: 'video/x-raw' };
  const wanted = sizeAndRate(region?.width, region?.height, framesPerSecond);
  const words = ['aravissrc', property('camera-name', camera.camera)];
  if (exposureUs !== undefined) words.push('exposure-auto=off', property('exposure', exposureUs));
  if (gainDb !== undefined) words.push('gain-auto=off', property('gain', gainDb));
  if (region !== undefined) words.push(property('offset-x', region.x), property('offset-y', region.y));
  if (packetSize === 'auto') words.push('auto-packet-size=true');
  else if (packetSize !== undefined) words.push(property('packet-size', packetSize));
  const features = [
    // Register “heartbeat timeout” of GigE Vision (GVBS 0x0938): few cameras have a feature for it.
    ...(camera.heartbeatMs === undefined ? [] : [`R[0x0938]=${camera.heartbeatMs}`]),
    // GStreamer has one name for all grey values of two bytes.
    ...(pixelFormat !== undefined && format.bits !== undefined ? [`PixelFormat=${pixelFormat}`] : []),
    ...(triggerInput === undefined
      ? []
      : ['TriggerSelector=FrameStart', 'TriggerMode=On', `TriggerSource=${triggerInput}`]),
    ...Object.entries(camera.features ?? {}).map(([name, value]) => `${name}=${value}`),
  ];
  if (features.length > 0) words.push(property('features', features.join(' ')));
  words.push('!', 'capsfilter', property('caps', [format.caps, ...wanted].join(',')));
  if (format.bayer) words.push('!', 'bayer2rgb');
  return {
    words,
    every: triggerInput !== undefined,
    ...(format.bits === undefined ? {} : { bits: format.bits }),
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
  readonly [Kind in StationCameraKind]: (camera: StationCameraOf<Kind>, password: string | null) => Head;
} = {
  'genicam-camera': genicam,
  'v4l2-camera': v4l2,
  'rtsp-camera': rtsp,
  'video-file': video,
};

function headOf<Kind extends StationCameraKind>(
  kind: Kind,
  camera: StationCameraOf<Kind>,
  password: string | null,
): Head {
  return heads[kind](camera, password);
}

/**
 * The pipeline that reads a camera and writes its pictures to its standard output as packets of GStreamer's Data Protocol.
 *
 * @param password of an IP camera's user; null without one
 */
export function pipelineOf(camera: StationCamera, password: string | null): Pipeline {
  const { words, every, bits, paced = false } = headOf(camera.kind, camera, password);
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
  };
}
