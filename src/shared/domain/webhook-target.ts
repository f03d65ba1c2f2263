import { z } from 'zod';
import { certificateText } from './certificate-text.ts';
import { hasNoUser, noUser } from './web-address.ts';

const webAddress = z
  .url({ protocol: /^https?$/, error: 'An address that begins with http:// or https:// is needed' })
  .max(2000)
  .refine(hasNoUser, noUser);

/** A server that takes each result as a POST request. */
export const webhookTarget = z.strictObject({
  kind: z.literal('webhook'),
  url: webAddress,
  /** The certificate of the authority that vouches for the server, PEM; null: those that are known to the system. */
  authority: certificateText.nullable().default(null),
});
