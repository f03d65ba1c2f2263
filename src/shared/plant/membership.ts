import { z } from 'zod';
import { uuid } from '../contract/base.ts';
import { lineOf, stationNumberSchema } from './fields.ts';

/** Every token begins so: what it is can be seen, and secrets can be searched for by it. */
export const tokenPrefix = 'loupe-join-1.';

/** Where a plant's NATS server is: `tls` for a real one; `nats` without it for a trial on one machine. */
const serverAddress = z.url({ protocol: /^(?:nats|tls)$/ }).max(300);

/** What a station needs to talk to its plant. It is kept in the station's home, for its user alone. */
export const membershipSchema = z.object({
  format: z.literal(1),
  /** Made anew with each invitation. */
  invitation: uuid,
  /** What the plant is called. */
  plant: lineOf(80).min(1),
  /** The station's number there. */
  station: stationNumberSchema,
  servers: z.array(serverAddress).min(1).max(8),
  /** `nkey`: the seed of a user of the server's configuration. `creds`: the text of a file of credentials (JWT and seed). */
  credentials: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('nkey'), seed: z.string().regex(/^SU[A-Z2-7]{56}$/, 'No seed of a user') }),
    z.object({ kind: z.literal('creds'), text: z.string().min(1).max(8192) }),
  ]),
  /** Certificates (PEM) that the server's is signed by; null: those that the machine trusts. */
  authority: z.string().startsWith('-----BEGIN CERTIFICATE-----').max(16_384).nullable(),
});
export type Membership = z.infer<typeof membershipSchema>;
