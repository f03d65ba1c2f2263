import { z } from 'zod';
import { certificateText } from './certificate-text.ts';
import { hasNoUser, noUser } from './web-address.ts';

const webAddress = z
  .url({ protocol: /^https?$/, error: 'An address that begins with http:// or https:// is needed' })
  .max(2000)
  .refine(hasNoUser, noUser);

/** A server that receives each result as a POST request. */
export const webhookTarget = z.strictObject({
  kind: z.literal('webhook'),
  url: webAddress,
  /** Certificate of the authority that signed the server's, PEM; null: authorities known to the system. */
  authority: certificateText.nullable().default(null),
});
