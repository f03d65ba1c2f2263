import { z } from 'zod';
import { linkRoles } from '../domain/role.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { instant, procedure, rowId } from './base.ts';

export const linkRoleSchema = z.enum(linkRoles);

export const newAccessLinkSchema = z.object({
  /** Name of the link's owner. Each decision made with the link carries this name. */
  name: z.string().trim().min(1).max(80).regex(visibleLine, 'A name is one line of visible characters'),
  role: linkRoleSchema,
  /** Days until the link ends; null: the link lasts until it is revoked. */
  days: z.number().int().min(1).max(3650).nullable(),
});
export type NewAccessLink = z.infer<typeof newAccessLinkSchema>;

/** A way into the station for one person. Only its owner knows the token. */
export const accessLinkSchema = z.object({
  id: rowId,
  name: z.string(),
  role: linkRoleSchema,
  createdBy: z.string(),
  createdAt: instant,
  /** When the link ends; null: never. */
  expiresAt: instant.nullable(),
  /** Last use, exact to the minute; null: never used. */
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
});
export type AccessLink = z.infer<typeof accessLinkSchema>;

/** The certificate with which a station speaks TLS itself. */
export const stationCertificateSchema = z.object({
  /** Fingerprint, as browsers show it: `86:87:…`. */
  sha256: z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
  /**
   * Whether the station made the certificate itself. Browsers trust such a certificate only after somebody
   * has compared its fingerprint.
   */
  isSelfMade: z.boolean(),
  expiresAt: instant,
});
export type StationCertificate = z.infer<typeof stationCertificateSchema>;

/** Addresses under which a link opens the window. */
export const accessAddressesSchema = z.object({
  /** Whether browsers can open the window; false on the desktop. */
  served: z.boolean(),
  /**
   * Addresses that other machines can reach, e.g. `http://192.168.1.20:4700`; none while the station listens
   * on its own machine only.
   */
  origins: z.array(z.url()).readonly(),
  /** Null: the station speaks plain HTTP, or a proxy in front of it speaks TLS. */
  certificate: stationCertificateSchema.nullable(),
});
export type AccessAddresses = z.infer<typeof accessAddressesSchema>;

export const access = {
  /** Lists all links, newest first, including ended ones. */
  list: procedure('access.manage').output(z.array(accessLinkSchema)),
  addresses: procedure('access.manage').output(accessAddressesSchema),
  /** Makes a link. Only this answer contains its token. */
  create: procedure('access.manage')
    .input(newAccessLinkSchema)
    .output(z.object({ link: accessLinkSchema, token: z.string() })),
  /** Ends a link and closes the windows that it let in. */
  revoke: procedure('access.manage')
    .input(z.object({ id: rowId }))
    .output(accessLinkSchema),
};
