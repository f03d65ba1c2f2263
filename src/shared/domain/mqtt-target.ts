import { z } from 'zod';
import { certificateText } from './certificate-text.ts';
import { hasNoUser, namesMachine, noUser } from './web-address.ts';

const brokerAddress = z
  .url({ protocol: /^mqtts?$/, error: 'An address that begins with mqtt:// or mqtts:// is needed' })
  .max(2000)
  .refine(hasNoUser, noUser)
  .refine(namesMachine, 'An address names a machine');
/** A topic without characters that brokers reserve or read as a pattern. */
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

/** A broker that distributes each result. */
export const mqttTarget = z.strictObject({
  kind: z.literal('mqtt'),
  url: brokerAddress,
  /** Root topic of all messages in the station's own form. */
  topic: topicName.default('loupe'),
  /** Null: the broker needs no user. */
  user: z.string().min(1).max(128).nullable().default(null),
  /** Certificate of the authority that signed the broker's, PEM; null: authorities known to the system. */
  authority: certificateText.nullable().default(null),
  /** The station's own certificate, PEM; its key is a secret. Null: none. */
  certificate: certificateText.nullable().default(null),
  /** Whether the broker may trigger parts and select recipes. */
  commands: z.boolean().default(false),
  /** Sparkplug B names, for messages in that form; null: the station's own form. */
  sparkplug: z.strictObject({ group: sparkplugName, node: sparkplugName }).nullable().default(null),
});
