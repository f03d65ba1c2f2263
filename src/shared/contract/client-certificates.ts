import { z } from 'zod';
import { instant } from './base.ts';

/** Certificates of clients that are listed, at most. */
export const mostClientCertificates = 200;

/** SHA-256 of the certificate, as its owner's tools show it. */
export const fingerprintSchema = z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/, 'A SHA-256 fingerprint');

/** The certificate of a client that has tried to connect to an output. */
export const clientCertificateSchema = z.object({
  /** Who it says that it is, in one line; nobody vouches for it. */
  subject: z.string(),
  fingerprint: fingerprintSchema,
  /** The same as SHA-1, which OPC UA calls the thumbprint. */
  thumbprint: z.string(),
  firstSeen: instant,
  /** Until when it is valid, as it says itself. */
  validTo: instant.nullable(),
  /** Whether the client is let in. */
  trusted: z.boolean(),
});
export type ClientCertificate = z.infer<typeof clientCertificateSchema>;
