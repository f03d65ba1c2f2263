import type { CameraPassword, PreviewEvent } from '../../shared/contract/cameras.ts';
import type { DatasetImage, ImageLabel } from '../../shared/contract/datasets.ts';
import { addressOf, type Source } from '../../shared/domain/source-kinds.ts';
import type { StationCamera } from '../../shared/domain/station-cameras.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { User } from '../../shared/domain/role.ts';
import { encodePng, thumbnail } from '../images/encode-image.ts';
import type { CameraPasswords } from './camera-passwords.ts';
import type { FrameSource, SourceFrame } from './frame-source.ts';
import { findCameras } from './gstreamer/find-cameras.ts';

/** Longest side of a preview's picture, pixels, and least time between two pictures, milliseconds. */
const previewSide = 480;
const previewEveryMs = 250;

/** A picture of a camera on its way into a product's images. */
interface TakenPicture {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly origin: 'camera';
  readonly label: ImageLabel;
}

/** Stores the pictures taken for a product. */
interface TakenPictures {
  /** @throws StationError NOT_FOUND */
  ensureProduct(productId: string): void;
  add(
    productId: string,
    picture: TakenPicture,
    user: User,
  ): Promise<{ image: DatasetImage; duplicate: boolean }>;
}

export interface CameraServiceParts {
  readonly datasets: TakenPictures;
  readonly passwords: CameraPasswords;
  readonly openCamera: (camera: StationCamera) => FrameSource | null;
  /** Sources under inspection now; a camera gives its pictures to only one reader. */
  readonly inspected: () => readonly Source[];
}

export interface SnapshotOrder {
  readonly productId: string;
  readonly camera: StationCamera;
  readonly count: number;
  readonly everyMs: number;
  readonly label: ImageLabel;
}

export type CameraService = ReturnType<typeof createCameraService>;

/** Makes the service of the station's cameras outside inspections: finding, preview and pictures for training. */
export function createCameraService({ datasets, passwords, openCamera, inspected }: CameraServiceParts) {
  function open(camera: StationCamera): FrameSource {
    const isInspected = inspected().some(
      (source) => source.kind === camera.kind && addressOf(source) === addressOf(camera),
    );
    const source = isInspected ? null : openCamera(camera);
    if (source !== null) return source;
    throw new StationError(
      'CONFLICT',
      `“${addressOf(camera) ?? ''}” is being inspected. Stop the inspection, then look again.`,
    );
  }

  /** Yields the camera's newest frame each time it is asked, and the camera's problems between frames. */
  async function* frames(
    camera: StationCamera,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<SourceFrame | StationError, void, void> {
    const waiting: (SourceFrame | StationError)[] = [];
    let taken: () => void = () => undefined;
    let arrived = Promise.withResolvers<undefined>();
    const put = (each: SourceFrame | StationError): void => {
      waiting.push(each);
      arrived.resolve(undefined);
    };
    const stop = await open(camera).start({
      onFrame: (frame) =>
        new Promise((resolve) => {
          taken = () => resolve(true);
          put(frame);
        }),
      onUnreadable: () => true,
      onProblem: put,
    });
    const onAbort = (): void => arrived.resolve(undefined);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      for (;;) {
        await arrived.promise;
        if (signal?.aborted) return;
        arrived = Promise.withResolvers();
        yield* waiting.splice(0);
        taken();
      }
    } finally {
      signal?.removeEventListener('abort', onAbort);
      await stop();
    }
  }

  return {
    list: () => findCameras(),

    hasPassword: ({ address, user }: Omit<CameraPassword, 'password'>): boolean =>
      passwords.passwordOf(address, user) !== null,

    /** @throws StationError DISK_FULL, NO_PERMISSION */
    setPassword: ({ address, user, password }: CameraPassword): void =>
      passwords.set(address, user, password),

    /** Yields small pictures until the signal aborts. @throws StationError CONFLICT during an inspection, CAMERA_UNAVAILABLE */
    async *preview(camera: StationCamera, signal?: AbortSignal): AsyncGenerator<PreviewEvent, void, void> {
      let shownAt = Number.NEGATIVE_INFINITY;
      for await (const each of frames(camera, signal)) {
        if (each instanceof StationError) {
          yield { kind: 'problem', message: each.message };
          continue;
        }
        if (performance.now() - shownAt < previewEveryMs) continue;
        shownAt = performance.now();
        const jpeg = await thumbnail(each.frame, previewSide);
        const { width, height } = each.frame;
        yield { kind: 'picture', jpeg: Buffer.from(jpeg).toString('base64'), width, height };
      }
    },

    /**
     * Takes pictures into a product's images, as an inspection would get them.
     *
     * @throws StationError NOT_FOUND, CONFLICT while the camera is inspected, CAMERA_UNAVAILABLE, CANCELLED
     */
    async snapshot(
      order: SnapshotOrder,
      user: User,
      signal?: AbortSignal,
    ): Promise<{ images: DatasetImage[]; duplicates: number }> {
      const { productId, camera, count, everyMs, label } = order;
      datasets.ensureProduct(productId);
      const images: DatasetImage[] = [];
      let duplicates = 0;
      let takenAt = Number.NEGATIVE_INFINITY;
      for await (const each of frames(camera, signal)) {
        if (each instanceof StationError) throw each;
        if (performance.now() - takenAt < everyMs) continue;
        takenAt = performance.now();
        const time = new Date(each.capturedAt).toISOString().replaceAll(/[:.]/g, '-');
        const name = `camera-${time}.png`;
        const picture: TakenPicture = { bytes: await encodePng(each.frame), name, origin: 'camera', label };
        const { image, duplicate } = await datasets.add(productId, picture, user);
        if (duplicate) duplicates += 1;
        else images.push(image);
        if (images.length + duplicates >= count) return { images, duplicates };
      }
      throw new StationError('CANCELLED', 'The pictures were cancelled; those that were taken stay.');
    },
  };
}
