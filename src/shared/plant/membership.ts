import { z } from 'zod';
import { uuid } from '../contract/base.ts';
import { lineOf, stationNumberSchema } from './fields.ts';

/** Start of every token, so that people and secret scanners recognise tokens. */
export const tokenPrefix = 'loupe-join-1.';

/** Address of a plant's NATS server; `nats` without TLS is for trials on one machine. */
const serverAddress = z.url({ protocol: /^(?:nats|tls)$/ }).max(300);

/**
 * Everything that a station needs to connect to its plant. The file in the station's home is readable by its
 * user only.
 */
export const membershipSchema = z.object({
  format: z.literal(1),
  /** Differs for each invitation. */
  invitation: uuid,
  /** The plant's name. */
  plant: lineOf(80).min(1),
  /** What tells the plant from others of its name; null: its host is an older one. */
  identity: uuid.nullable().default(null),
  /** The station's number in the plant. */
  station: stationNumberSchema,
  servers: z.array(serverAddress).min(1).max(8),
  /**
   * `nkey`: the seed of a user in the server's configuration. `creds`: the content of a credentials file (JWT
   * and seed).
   */
  credentials: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('nkey'), seed: z.string().regex(/^SU[A-Z2-7]{56}$/, 'No seed of a user') }),
    z.object({ kind: z.literal('creds'), text: z.string().min(1).max(8192) }),
  ]),
  /**
   * Certificates (PEM) of the authority that signed the server's; null: authorities that the machine trusts.
   */
  authority: z.string().startsWith('-----BEGIN CERTIFICATE-----').max(16_384).nullable(),
});
export type Membership = z.infer<typeof membershipSchema>;
