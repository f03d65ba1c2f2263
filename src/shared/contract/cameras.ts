import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import {
  cameraUserSchema,
  rtspCameraSchema,
  stationCameraKinds,
  stationCameraSchema,
} from '../domain/station-cameras.ts';
import { count, procedure, uuid } from './base.ts';
import { datasetImageSchema, imageLabelSchema, trainingLabel } from './datasets.ts';

/** A camera that was found at the station or in its network. */
export const foundCameraSchema = z.object({
  /** The device or the camera's name, as a source refers to the camera. */
  address: z.string(),
  /** The name that people read. */
  name: z.string(),
});
export type FoundCamera = z.infer<typeof foundCameraSchema>;

/** The cameras found of one kind. */
export const camerasOfKindSchema = z.object({
  kind: z.enum(stationCameraKinds),
  /** Also empty for kinds that cannot be searched for: an IP camera, a video. */
  cameras: z.array(foundCameraSchema),
  /** What the station lacks to read this kind and what to install; null: nothing is missing. */
  missing: z.string().nullable(),
  /** Why the search found no cameras of this kind; null: there is no known reason. */
  note: z.string().nullable(),
});
export type CamerasOfKind = z.infer<typeof camerasOfKindSchema>;

/** Most pictures of one snapshot request. */
export const mostSnapshots = 500;

/** A small picture of what a camera shows now. */
export const previewEventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('picture'),
    /** JPEG, base64. */
    jpeg: z.string(),
    /** Width of the camera's full picture, pixels. */
    width: count,
    height: count,
  }),
  z.object({ kind: z.literal('problem'), message: z.string() }),
]);
export type PreviewEvent = z.infer<typeof previewEventSchema>;

const passwordOwner = { address: rtspCameraSchema.shape.address, user: cameraUserSchema };

/** The password of a user at an IP camera; null forgets it. */
export const cameraPasswordSchema = z.object({
  ...passwordOwner,
  password: z.string().min(1).max(500).nullable(),
});
export type CameraPassword = z.infer<typeof cameraPasswordSchema>;

export const cameras = {
  /** Lists cameras that the station can read, and what it lacks to read them. */
  list: procedure('line.operate').output(z.array(camerasOfKindSchema)),
  /** Sends small pictures of a camera, a few a second, while the caller listens. */
  preview: procedure('line.setUp')
    .input(z.object({ camera: stationCameraSchema }))
    .output(eventIterator(previewEventSchema)),
  /**
   * Takes pictures with a camera of the station and adds them to a product's images. The pixels are those
   * that an inspection would get. Resolves after the last picture; pictures of equal content are added once.
   */
  snapshot: procedure('images.edit')
    .input(
      z.object({
        productId: uuid,
        camera: stationCameraSchema,
        /** How many pictures. */
        count: z.number().int().min(1).max(mostSnapshots).default(1),
        /** Least time from one picture to the next, milliseconds. */
        everyMs: z.number().int().min(0).max(60_000).default(500),
        label: imageLabelSchema.default(trainingLabel),
      }),
    )
    .output(z.object({ images: z.array(datasetImageSchema), duplicates: count })),
  /**
   * Keeps the password of a user at an IP camera, or forgets it (null). No procedure returns the password.
   */
  setPassword: procedure('line.setUp').input(cameraPasswordSchema).output(z.void()),
  hasPassword: procedure('line.setUp').input(z.object(passwordOwner)).output(z.boolean()),
};
