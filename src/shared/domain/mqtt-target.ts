import { z } from 'zod';
import { certificateText } from './certificate-text.ts';
import { hasNoUser, namesMachine, noUser } from './web-address.ts';

const brokerAddress = z
  .url({ protocol: /^mqtts?$/, error: 'An address that begins with mqtt:// or mqtts:// is needed' })
  .max(2000)
  .refine(hasNoUser, noUser)
  .refine(namesMachine, 'An address names a machine');
/** Without what brokers read as a pattern, or keep for themselves. */
const topicName = z
  .string()
  .min(1)
  .max(200)
  .regex(
    /^[^\p{C}+#$/]+(?:\/[^\p{C}+#/]+)*$/u,
    'A topic holds no +, # and no empty part, and begins with no $',
  );
const sparkplugName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\p{C}+#/]+$/u, 'A name in Sparkplug holds no +, # and /');

/** A broker that passes each result on. */
export const mqttTarget = z.strictObject({
  kind: z.literal('mqtt'),
  url: brokerAddress,
  /** All messages of the station's own form lie below it. */
  topic: topicName.default('loupe'),
  /** Null: the broker asks for none. */
  user: z.string().min(1).max(128).nullable().default(null),
  /** The certificate of the authority that vouches for the broker, PEM; null: those that are known to the system. */
  authority: certificateText.nullable().default(null),
  /** The station's own certificate, PEM; its key is a secret. Null: it has none. */
  certificate: certificateText.nullable().default(null),
  /** Whether parts are triggered and recipes selected through the broker. */
  commands: z.boolean().default(false),
  /** Messages as Sparkplug B has them, in their place of its tree; null: of the station's own form. */
  sparkplug: z.strictObject({ group: sparkplugName, node: sparkplugName }).nullable().default(null),
});
