import { z } from 'zod';

/** Execution providers in the order of preference. */
export const providerOrder = ['cuda', 'cpu'] as const;

export type ProviderName = (typeof providerOrder)[number];

export const providerNameSchema = z.enum(providerOrder);

/** A provider that does not work here, and why. */
export const refusedProviderSchema = z.object({ provider: z.string(), reason: z.string() });
export type RefusedProvider = z.infer<typeof refusedProviderSchema>;

/** Asks the probe process to run a tiny model on a provider. */
export const toProviderProbeSchema = z.object({ provider: providerNameSchema });
export type ToProviderProbe = z.infer<typeof toProviderProbeSchema>;

/** The probe's answer: null if the provider works, else the reason why not. */
export const fromProviderProbeSchema = z.object({ refusal: z.string().nullable() });
export type FromProviderProbe = z.infer<typeof fromProviderProbeSchema>;
