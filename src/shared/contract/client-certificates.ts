import { z } from 'zod';
import { instant } from './base.ts';

/** Most client certificates in one list. */
export const mostClientCertificates = 200;

/** SHA-256 of a certificate, written as certificate tools show it. */
export const fingerprintSchema = z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/, 'A SHA-256 fingerprint');

/** The certificate of a client that has tried to connect to an output. */
export const clientCertificateSchema = z.object({
  /** Who the client claims to be, in one line; nobody has verified it. */
  subject: z.string(),
  fingerprint: fingerprintSchema,
  /** The SHA-1 of the certificate, which OPC UA calls the thumbprint. */
  thumbprint: z.string(),
  firstSeen: instant,
  /** End of the certificate's validity, ms since 1970; null if the certificate states none. */
  validTo: instant.nullable(),
  /** Whether the station lets the client in. */
  trusted: z.boolean(),
});
export type ClientCertificate = z.infer<typeof clientCertificateSchema>;
