import { z } from 'zod';
import { hasNoUser, namesMachine } from './web-address.ts';
import { stationPath } from './station-path.ts';

/** Longest side of a camera's picture, pixels. */
const longestSide = 16_384;
const pixels = z.number().int().min(1).max(longestSide);
const offset = z.number().int().min(0).max(longestSide);
const framesPerSecond = z.number().positive().max(1_000);

/** A video on the station's machine, to try a line without its camera. */
export const videoFileSchema = z.strictObject({
  kind: z.literal('video-file'),
  file: stationPath,
  /** Whether the video starts over at its end until the inspection stops. */
  repeats: z.boolean(),
  /** `recorded`: at the recorded speed at most · `judged`: as fast as frames are inspected. */
  pace: z.enum(['recorded', 'judged']),
});

const sayAddress = 'An address has the form rtsp://host:554/path, without user and password';

/** Address of an IP camera, without user and password, because the password is no part of a source. */
const rtspAddress = z
  .string()
  .max(2_000)
  .regex(/^rtsps?:\/\/[^\s"'\\<>`^{|}]+$/, sayAddress)
  .refine((address) => hasNoUser(address) && namesMachine(address), sayAddress);

/** The user name at a camera, without characters that could change the meaning of a pipeline. */
export const cameraUserSchema = z
  .string()
  .regex(/^[\p{L}\p{N}._@+-]{1,100}$/u, 'A user has letters, digits and . _ @ + -');

/** A camera on the network that streams video. */
export const rtspCameraSchema = z.strictObject({
  kind: z.literal('rtsp-camera'),
  address: rtspAddress,
  /** Absent: the camera needs no sign-in. The station keeps the password (`cameras.setPassword`). */
  user: cameraUserSchema.optional(),
  transport: z.enum(['tcp', 'udp']),
  /** How long frames wait for delayed packets, milliseconds. */
  latencyMs: z.number().int().min(0).max(10_000),
});

/** A video device of the station's Linux. */
export const v4l2CameraSchema = z.strictObject({
  kind: z.literal('v4l2-camera'),
  device: z
    .string()
    .max(300)
    .regex(
      /^\/dev\/(video\d{1,3}|v4l\/by-(id|path)\/[\w.:+-]+)$/,
      'A device has a name like /dev/video0 or /dev/v4l/by-id/…',
    ),
  /** Absent: the camera chooses. */
  width: pixels.optional(),
  height: pixels.optional(),
  framesPerSecond: framesPerSecond.optional(),
});

/** GenICam names of the pixel formats that the station reads. */
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

/** Most camera features set by name. */
const mostFeatures = 40;
/** GenICam integers have 64 bits; JavaScript represents integers up to this exactly. */
const largestValue = Number.MAX_SAFE_INTEGER;

/** Values of camera features by the camera's own names, such as `BlackLevel`. */
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

/**
 * An industrial camera, GigE Vision or USB3 Vision, with GenICam features. Absent fields keep the camera's
 * values.
 */
export const genicamCameraSchema = z.strictObject({
  kind: z.literal('genicam-camera'),
  /** The camera's listed name, serial number or IP address. */
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
  /** The part of the sensor to read, pixels. */
  region: z.strictObject({ x: offset, y: offset, width: pixels, height: pixels }).optional(),
  framesPerSecond: framesPerSecond.optional(),
  /** GigE Vision: packet size, bytes; `auto`: the largest that arrives. */
  packetSize: z.union([z.literal('auto'), z.number().int().min(220).max(16_384)]).optional(),
  /**
   * GigE Vision: milliseconds without a sign of life after which the camera accepts another connection.
   * Absent: 2,000; cameras' usual own value is 3,000.
   */
  heartbeatMs: z.number().int().min(1_500).max(60_000).optional(),
  /** The camera's input that triggers a frame, such as `Line1`; absent: the camera runs freely. */
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

/** Kinds of cameras, in the order in which the window offers them. */
export const stationCameraKinds = [
  'genicam-camera',
  'v4l2-camera',
  'rtsp-camera',
  'video-file',
] as const satisfies readonly StationCameraKind[];

/** A new camera of each kind at the given address. */
const beginnings: {
  readonly [Kind in StationCameraKind]: (address: string) => StationCameraOf<Kind>;
} = {
  'genicam-camera': (camera) => ({ kind: 'genicam-camera', camera }),
  'v4l2-camera': (device) => ({ kind: 'v4l2-camera', device }),
  'rtsp-camera': (address) => ({ kind: 'rtsp-camera', address, transport: 'tcp', latencyMs: 200 }),
  'video-file': (file) => ({ kind: 'video-file', file, repeats: false, pace: 'recorded' }),
};

/** Makes a new camera of a kind; does not check the address. */
export const newCamera = (kind: StationCameraKind, address: string): StationCamera =>
  beginnings[kind](address);
