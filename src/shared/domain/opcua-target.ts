import { z } from 'zod';

/** What clients may do that tell no user. */
export const anonymousRights = ['none', 'read', 'commands'] as const;

/** The station as an OPC UA server with the nodes of OPC 40100-1, Machine Vision (docs/line/opcua.md). */
export const opcuaTargetSchema = z.strictObject({
  kind: z.literal('opcua'),
  /** The station's own address that listens; 0.0.0.0: all of them. */
  host: z
    .string()
    .min(1)
    .max(253)
    .regex(/^[\w.:-]+$/, 'An address such as 192.168.0.10 is needed')
    .default('0.0.0.0'),
  port: z.number().int().min(1).max(65_535).default(4840),
  /** Who may ask for something; the password is a secret of the output. */
  user: z.string().trim().max(60).default('plc'),
  anonymous: z.enum(anonymousRights).default('none'),
  /** Whether connections without signature and encryption are taken as well. */
  unsecured: z.boolean().default(false),
  /** Whether the certificate of a client that connects for the first time is trusted. */
  trustNewClients: z.boolean().default(false),
});
