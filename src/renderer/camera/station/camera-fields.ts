import {
  genicamPixelFormats,
  stationCameraSchema,
  type StationCamera,
  type StationCameraKind,
} from '../../../shared/domain/station-cameras.ts';

/** Values of a form, by their path in the camera's settings: `region.x`. */
export type CameraDraft = Readonly<Record<string, string | number | boolean>>;

/** A field; the messages have its words under the field's name. */
interface Named<Name extends string> {
  readonly name: Name;
  /** Path in the camera's settings; if absent, the name. */
  readonly path?: string;
}

export type CameraField =
  | (Named<'camera' | 'device' | 'address' | 'file' | 'user' | 'packetSize' | 'triggerInput' | 'features'> & {
      readonly kind: 'text';
    })
  | (Named<
      | 'width'
      | 'height'
      | 'framesPerSecond'
      | 'latencyMs'
      | 'exposureUs'
      | 'gainDb'
      | 'heartbeatMs'
      | 'regionX'
      | 'regionY'
      | 'regionWidth'
      | 'regionHeight'
    > & { readonly kind: 'number' })
  | (Named<'transport' | 'pixelFormat'> & {
      readonly kind: 'choice';
      readonly choices: readonly string[];
      /** Whether the field may be empty, which leaves the value to the camera. */
      readonly isOptional: boolean;
    })
  | (Named<'repeats' | 'judged'> & { readonly kind: 'switch' });

/** The fields of each kind; the first one is its address. */
export const cameraFields: Readonly<Record<StationCameraKind, readonly CameraField[]>> = {
  'genicam-camera': [
    { kind: 'text', name: 'camera' },
    { kind: 'choice', name: 'pixelFormat', choices: genicamPixelFormats, isOptional: true },
    { kind: 'number', name: 'exposureUs' },
    { kind: 'number', name: 'gainDb' },
    { kind: 'number', name: 'framesPerSecond' },
    { kind: 'number', name: 'regionX', path: 'region.x' },
    { kind: 'number', name: 'regionY', path: 'region.y' },
    { kind: 'number', name: 'regionWidth', path: 'region.width' },
    { kind: 'number', name: 'regionHeight', path: 'region.height' },
    { kind: 'text', name: 'triggerInput' },
    { kind: 'text', name: 'packetSize' },
    { kind: 'number', name: 'heartbeatMs' },
    { kind: 'text', name: 'features' },
  ],
  'v4l2-camera': [
    { kind: 'text', name: 'device' },
    { kind: 'number', name: 'width' },
    { kind: 'number', name: 'height' },
    { kind: 'number', name: 'framesPerSecond' },
  ],
  'rtsp-camera': [
    { kind: 'text', name: 'address' },
    { kind: 'text', name: 'user' },
    { kind: 'choice', name: 'transport', choices: ['tcp', 'udp'], isOptional: false },
    { kind: 'number', name: 'latencyMs' },
  ],
  'video-file': [
    { kind: 'text', name: 'file' },
    { kind: 'switch', name: 'repeats' },
    { kind: 'switch', name: 'judged' },
  ],
};

export const placeOf = ({ name, path }: CameraField): string => path ?? name;

/** Converts a camera's settings to values of its form. */
export function draftOf(camera: StationCamera): CameraDraft {
  const { kind: _kind, ...others } = camera;
  const settings: Readonly<Record<string, unknown>> = others;
  const draft: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(settings)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      draft[name] = value;
    }
  }
  if ('region' in camera) {
    for (const [side, value] of Object.entries(camera.region ?? {})) draft[`region.${side}`] = value;
  }
  if ('features' in camera) {
    const set = Object.entries(camera.features ?? {});
    draft['features'] = set.map(([name, value]) => `${name}=${value}`).join(' ');
  }
  if ('pace' in camera) draft['judged'] = camera.pace === 'judged';
  return draft;
}

/** Converts values of a form to a camera; null if they are invalid. */
export function cameraOf(kind: StationCameraKind, draft: CameraDraft): StationCamera | null {
  const settings: Record<string, unknown> = { kind };
  const region: Record<string, unknown> = {};
  for (const field of cameraFields[kind]) {
    const value = draft[placeOf(field)] ?? '';
    if (field.kind === 'switch') settings[field.name] = value === true;
    else if (value === '') continue;
    else if (placeOf(field).startsWith('region.')) region[placeOf(field).slice('region.'.length)] = value;
    else settings[field.name] = typeof value === 'string' ? value.trim() : value;
  }
  if (Object.keys(region).length > 0) settings['region'] = { x: 0, y: 0, ...region };
  const { judged, features, packetSize, ...plain } = settings;
  const parsed = stationCameraSchema.safeParse({
    ...plain,
    ...(judged === undefined ? {} : { pace: judged === true ? 'judged' : 'recorded' }),
    ...(typeof features === 'string' ? { features: featuresOf(features) } : {}),
    ...(packetSize === undefined ? {} : { packetSize: packetSize === 'auto' ? 'auto' : Number(packetSize) }),
  });
  return parsed.data ?? null;
}

/** Reads `BlackLevel=4 Gamma=0.8`. */
function featuresOf(text: string): Record<string, string> {
  const pairs = text.split(/\s+/).map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, Math.max(at, 0)), pair.slice(at + 1)] as const;
  });
  return Object.fromEntries(pairs);
}
