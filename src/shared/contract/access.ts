import { z } from 'zod';
import { linkRoles } from '../domain/role.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { instant, procedure, rowId } from './base.ts';

export const linkRoleSchema = z.enum(linkRoles);

/** What an access link is made of. */
export const newAccessLinkSchema = z.object({
  /** Whose it is: it stands beside every decision made with it. */
  name: z.string().trim().min(1).max(80).regex(visibleLine, 'A name is one line of visible characters'),
  role: linkRoleSchema,
  /** Days until it ends; null: until it is revoked. */
  days: z.number().int().min(1).max(3650).nullable(),
});
export type NewAccessLink = z.infer<typeof newAccessLinkSchema>;

/** A way into the station for one person; its token is known to whoever was given it. */
export const accessLinkSchema = z.object({
  id: rowId,
  name: z.string(),
  role: linkRoleSchema,
  createdBy: z.string(),
  createdAt: instant,
  /** Null: never. */
  expiresAt: instant.nullable(),
  /** Exact to the minute; null: never used. */
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
});
export type AccessLink = z.infer<typeof accessLinkSchema>;

/** The certificate with which a station speaks TLS itself. */
export const stationCertificateSchema = z.object({
  /** Fingerprint, as browsers show it: `86:87:…`. */
  sha256: z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
  /** Made by the station: no browser trusts it before its fingerprint was compared once. */
  isSelfMade: z.boolean(),
  expiresAt: instant,
});
export type StationCertificate = z.infer<typeof stationCertificateSchema>;

/** Where the window of a link is found. */
export const accessAddressesSchema = z.object({
  /** False on the desktop: its window is served to no browser. */
  served: z.boolean(),
  /** Addresses that other machines can reach, e.g. `http://192.168.1.20:4700`; none while it listens on its own machine only. */
  origins: z.array(z.url()).readonly(),
  /** Null: it speaks plain HTTP, or a proxy in front of it speaks TLS. */
  certificate: stationCertificateSchema.nullable(),
});
export type AccessAddresses = z.infer<typeof accessAddressesSchema>;

export const access = {
  /** Newest first, those that have ended as well. */
  list: procedure('access.manage').output(z.array(accessLinkSchema)),
  addresses: procedure('access.manage').output(accessAddressesSchema),
  /** The token is told this once. */
  create: procedure('access.manage')
    .input(newAccessLinkSchema)
    .output(z.object({ link: accessLinkSchema, token: z.string() })),
  /** Windows that it let in are closed at once. */
  revoke: procedure('access.manage')
    .input(z.object({ id: rowId }))
    .output(accessLinkSchema),
};
