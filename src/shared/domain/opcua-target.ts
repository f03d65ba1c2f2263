import { z } from 'zod';

/** Rights of clients that give no user name. */
export const anonymousRights = ['none', 'read', 'commands'] as const;

/** The station as an OPC UA server with the nodes of OPC 40100-1, Machine Vision (docs/line/opcua.md). */
export const opcuaTargetSchema = z.strictObject({
  kind: z.literal('opcua'),
  /** The station's address to listen on; 0.0.0.0: all of them. */
  host: z
    .string()
    .min(1)
    .max(253)
    .regex(/^[\w.:-]+$/, 'An address such as 192.168.0.10 is needed')
    .default('0.0.0.0'),
  port: z.number().int().min(1).max(65_535).default(4840),
  /** The user who may send commands; the password is a secret of the output. */
  user: z.string().trim().max(60).default('plc'),
  anonymous: z.enum(anonymousRights).default('none'),
  /** Whether to accept connections without signature and encryption, too. */
  unsecured: z.boolean().default(false),
  /** Whether to trust the certificate of any new client. */
  trustNewClients: z.boolean().default(false),
});
