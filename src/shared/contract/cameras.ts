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
  /** What a source names it by: a device, a camera's name. */
  address: z.string(),
  /** What people know it by. */
  name: z.string(),
});
export type FoundCamera = z.infer<typeof foundCameraSchema>;

/** What there is of one kind of camera. */
export const camerasOfKindSchema = z.object({
  kind: z.enum(stationCameraKinds),
  /** Empty, too, for kinds that cannot be searched for: an IP camera, a video. */
  cameras: z.array(foundCameraSchema),
  /** What the station needs for this kind and lacks, and what to install; null when nothing is missing. */
  missing: z.string().nullable(),
  /** Why the search for cameras of this kind found none, where that has a reason; else null. */
  note: z.string().nullable(),
});
export type CamerasOfKind = z.infer<typeof camerasOfKindSchema>;

/** Most pictures that are taken in one go. */
export const mostSnapshots = 500;

/** What a camera shows now, small. */
export const previewEventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('picture'),
    /** JPEG, base64. */
    jpeg: z.string(),
    /** Of the camera's own picture, pixels. */
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
  /** Looks for cameras that the station can read, and for what it lacks to read them. */
  list: procedure('line.operate').output(z.array(camerasOfKindSchema)),
  /** Small pictures of a camera, a few a second, for as long as somebody listens. */
  preview: procedure('line.setUp')
    .input(z.object({ camera: stationCameraSchema }))
    .output(eventIterator(previewEventSchema)),
  /**
   * Takes pictures with a camera of the station into a product's images, pixel by pixel what an inspection would get.
   * Resolves when the last one is in; pictures of the same content are taken once.
   */
  snapshot: procedure('images.edit')
    .input(
      z.object({
        productId: uuid,
        camera: stationCameraSchema,
        /** How many pictures. */
        count: z.number().int().min(1).max(mostSnapshots).default(1),
        /** From one picture to the next, milliseconds at least. */
        everyMs: z.number().int().min(0).max(60_000).default(500),
        label: imageLabelSchema.default(trainingLabel),
      }),
    )
    .output(z.object({ images: z.array(datasetImageSchema), duplicates: count })),
  /** Keeps or forgets (null) the password of a user at an IP camera. It is never given out. */
  setPassword: procedure('line.setUp').input(cameraPasswordSchema).output(z.void()),
  hasPassword: procedure('line.setUp').input(z.object(passwordOwner)).output(z.boolean()),
};
