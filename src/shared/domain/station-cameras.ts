import { z } from 'zod';
import { hasNoUser, namesMachine } from './web-address.ts';
import { stationPath } from './station-path.ts';

/** Longest side of a camera's picture, pixels. */
const longestSide = 16_384;
const pixels = z.number().int().min(1).max(longestSide);
const offset = z.number().int().min(0).max(longestSide);
const framesPerSecond = z.number().positive().max(1_000);

/** A video on the station's machine, for trying a line without its camera. */
export const videoFileSchema = z.strictObject({
  kind: z.literal('video-file'),
  file: stationPath,
  /** Whether it begins anew at its end, until the inspection is stopped. */
  repeats: z.boolean(),
  /** `recorded`: no faster than it was recorded · `judged`: as fast as its frames are inspected. */
  pace: z.enum(['recorded', 'judged']),
});

const sayAddress = 'An address has the form rtsp://host:554/path, without user and password';

/** Where an IP camera is found. User and password stand apart: the password is no part of a source. */
const rtspAddress = z
  .string()
  .max(2_000)
  .regex(/^rtsps?:\/\/[^\s"'\\<>`^{|}]+$/, sayAddress)
  .refine((address) => hasNoUser(address) && namesMachine(address), sayAddress);

/** The name under which a camera knows who looks. Letters that a pipeline could read as something else are left out. */
export const cameraUserSchema = z
  .string()
  .regex(/^[\p{L}\p{N}._@+-]{1,100}$/u, 'A user has letters, digits and . _ @ + -');

/** A camera on the network that streams video. */
export const rtspCameraSchema = z.strictObject({
  kind: z.literal('rtsp-camera'),
  address: rtspAddress,
  /** Left out: the camera asks nobody who they are. Its password is kept by the station (`cameras.setPassword`). */
  user: cameraUserSchema.optional(),
  transport: z.enum(['tcp', 'udp']),
  /** How long frames wait for late ones, milliseconds. */
  latencyMs: z.number().int().min(0).max(10_000),
});

/** A camera that the station's Linux knows as a video device. */
export const v4l2CameraSchema = z.strictObject({
  kind: z.literal('v4l2-camera'),
  device: z
    .string()
    .max(300)
    .regex(
      /^\/dev\/(video\d{1,3}|v4l\/by-(id|path)\/[\w.:+-]+)$/,
      'A device has a name like /dev/video0 or /dev/v4l/by-id/…',
    ),
  /** Its own choice where left out. */
  width: pixels.optional(),
  height: pixels.optional(),
  framesPerSecond: framesPerSecond.optional(),
});

/** Pixel formats as GenICam names them, which the station reads. */
export const genicamPixelFormats = [
  'Mono8',
  'Mono10',
  'Mono12',
  'Mono16',
  'BayerRG8',
  'BayerGR8',
  'BayerGB8',
  'BayerBG8',
  'RGB8',
  'BGR8',
  'YUV422_8',
] as const;
export type GenicamPixelFormat = (typeof genicamPixelFormats)[number];

/** Most of a camera's own features that are set by name. */
const mostFeatures = 40;
/** GenICam has whole numbers of 64 bits; JavaScript keeps these exactly. */
const largestValue = Number.MAX_SAFE_INTEGER;

/** A feature as the camera calls it, such as `BlackLevel`, and its value. */
const featuresSchema = z
  .record(
    z.string().regex(/^[A-Za-z_]\w{0,99}$/, 'A feature has letters, digits and _'),
    z.union([
      z.string().regex(/^[\w.+-]{1,100}$/, 'A value has letters, digits and . + -'),
      z.number().min(-largestValue).max(largestValue),
      z.boolean(),
    ]),
  )
  .refine(
    (features) => Object.keys(features).length <= mostFeatures,
    `At most ${mostFeatures} features are set`,
  )
  .meta({ maxProperties: mostFeatures });

/** An industrial camera: GigE Vision or USB3 Vision, by its GenICam features. What is left out stays as the camera has it. */
export const genicamCameraSchema = z.strictObject({
  kind: z.literal('genicam-camera'),
  /** Name as it is listed, serial number or IP address. */
  camera: z
    .string()
    .regex(
      /^[\p{L}\p{N}][\p{L}\p{N} ._:@()+#/-]{0,199}$/u,
      'A camera’s name has letters, digits and . _ : - /',
    ),
  pixelFormat: z.enum(genicamPixelFormats).optional(),
  /** Microseconds. */
  exposureUs: z.number().positive().max(60_000_000).optional(),
  /** Decibels. */
  gainDb: z.number().min(0).max(100).optional(),
  /** The area of the sensor that is read, pixels. */
  region: z.strictObject({ x: offset, y: offset, width: pixels, height: pixels }).optional(),
  framesPerSecond: framesPerSecond.optional(),
  /** GigE Vision: bytes of a packet; `auto`: the largest that arrives. */
  packetSize: z.union([z.literal('auto'), z.number().int().min(220).max(16_384)]).optional(),
  /**
   * GigE Vision: after so long without a sign of life, milliseconds, the camera is free again for whoever connects to it. Left out:
   * 2,000, where cameras usually have 3,000.
   */
  heartbeatMs: z.number().int().min(1_500).max(60_000).optional(),
  /** The camera takes a frame when this input of it says so, such as `Line1`; left out: it runs freely. */
  triggerInput: z
    .string()
    .regex(/^[A-Za-z_]\w{0,49}$/, 'An input has a name like Line1')
    .optional(),
  /** Further features, set last, in this order. */
  features: featuresSchema.optional(),
});

/** The cameras that the station reads through GStreamer. */
export const stationCameraSchema = z.discriminatedUnion('kind', [
  genicamCameraSchema,
  v4l2CameraSchema,
  rtspCameraSchema,
  videoFileSchema,
]);
export type StationCamera = z.infer<typeof stationCameraSchema>;
export type StationCameraKind = StationCamera['kind'];
export type StationCameraOf<Kind extends StationCameraKind> = Extract<StationCamera, { kind: Kind }>;
export type GenicamCamera = z.infer<typeof genicamCameraSchema>;
export type V4l2Camera = z.infer<typeof v4l2CameraSchema>;
export type RtspCamera = z.infer<typeof rtspCameraSchema>;
export type VideoFile = z.infer<typeof videoFileSchema>;

/** In the order in which they are offered. */
export const stationCameraKinds = [
  'genicam-camera',
  'v4l2-camera',
  'rtsp-camera',
  'video-file',
] as const satisfies readonly StationCameraKind[];

/** Each kind as it begins, with the address that was entered for it. */
const beginnings: {
  readonly [Kind in StationCameraKind]: (address: string) => StationCameraOf<Kind>;
} = {
  'genicam-camera': (camera) => ({ kind: 'genicam-camera', camera }),
  'v4l2-camera': (device) => ({ kind: 'v4l2-camera', device }),
  'rtsp-camera': (address) => ({ kind: 'rtsp-camera', address, transport: 'tcp', latencyMs: 200 }),
  'video-file': (file) => ({ kind: 'video-file', file, repeats: false, pace: 'recorded' }),
};

/** A camera that was never set up; its address is not checked. */
export const newCamera = (kind: StationCameraKind, address: string): StationCamera =>
  beginnings[kind](address);
