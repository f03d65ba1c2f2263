import { z } from 'zod';
import { processorReasons, trainingDevices } from '../domain/training-device.ts';

export const trainingDeviceSchema = z.enum(trainingDevices);

/** The most that is kept of what a system said, characters. */
export const longestSaid = 2000;

/** What a training computed on. */
export const deviceUsedSchema = z.object({
  device: z.enum(['cpu', 'gpu']),
  /** The GPU's, as its driver tells it; null on the processor, and where the driver tells none. */
  name: z.string().max(200).nullable(),
  /** Why it was the processor although the GPU was asked for or has a driver; null where nobody expected a GPU. */
  reason: z.enum(processorReasons).nullable(),
  /** What the system said about it, in its own words. */
  said: z.string().max(longestSaid).nullable(),
});
export type DeviceUsed = z.infer<typeof deviceUsedSchema>;
