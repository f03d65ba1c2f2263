import { z } from 'zod';
import { processorReasons, trainingDevices } from '../domain/training-device.ts';

export const trainingDeviceSchema = z.enum(trainingDevices);

/** Longest kept text of the system's message, characters. */
export const longestSaid = 2000;

/** The device that a training computed on. */
export const deviceUsedSchema = z.object({
  device: z.enum(['cpu', 'gpu']),
  /** Name of the GPU from its driver; null on the processor, and if the driver gives none. */
  name: z.string().max(200).nullable(),
  /**
   * Why the processor was used although somebody asked for the GPU or a driver exists; null: nobody expected
   * a GPU.
   */
  reason: z.enum(processorReasons).nullable(),
  /** The system's own message; null: none. */
  said: z.string().max(longestSaid).nullable(),
});
export type DeviceUsed = z.infer<typeof deviceUsedSchema>;
