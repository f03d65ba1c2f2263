import { z } from 'zod';
import { share } from './base.ts';

const point = z.object({ x: share, y: share });

/** A rectangle of a picture, in shares of the picture's sides. */
export const regionSchema = z
  .object({ x: share, y: share, width: share, height: share })
  .refine((region) => region.width > 0 && region.height > 0, 'A region has a width and a height');

/** Most points of one shape, enough for hand drawing. */
export const mostMaskPoints = 2_000;

/** `MaskShape` of the domain as a schema. */
export const drawnShapeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rectangle'), box: regionSchema }),
  z.object({ kind: z.literal('ellipse'), box: regionSchema }),
  z.object({ kind: z.literal('polygon'), corners: z.array(point).min(3).max(mostMaskPoints).readonly() }),
  z.object({
    kind: z.literal('stroke'),
    erases: z.boolean(),
    size: share.positive(),
    points: z.array(point).min(1).max(mostMaskPoints).readonly(),
  }),
]);

/** The corners of an outline, in the form that areas have had since version 0.1. */
export const outlineSchema = z.array(point).min(3).max(500).readonly();
