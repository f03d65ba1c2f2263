import { z } from 'zod';
import { certificateText } from './certificate-text.ts';
import { stationPath } from './station-path.ts';

const address = z.email('An address like name@example.com is needed').max(254);

/** A folder of the station's machine. */
const folderTarget = z.strictObject({ kind: z.literal('folder'), folder: stationPath });

/**
 * Encryption of the connection to a mail server: `tls`: from the start · `starttls`: before any content ·
 * `none`.
 */
export const mailSecurities = ['tls', 'starttls', 'none'] as const;

/** A server that forwards mail (SMTP). */
const mailTarget = z.strictObject({
  kind: z.literal('mail'),
  host: z
    .string()
    .trim()
    .min(1, 'A mail server is needed')
    .max(253)
    .regex(/^[\p{L}\p{N}.:-]+$/u, 'A server is a name or an address, without a port'),
  port: z.number().int().min(1).max(65_535).default(587),
  security: z.enum(mailSecurities).default('starttls'),
  /** Null: the server needs no user. The password is a secret. */
  user: z.string().min(1).max(254).nullable().default(null),
  from: address,
  to: z.array(address).min(1, 'Somebody has to get the report').max(20),
  /** Certificate of the authority that signed the server's, PEM; null: authorities known to the system. */
  authority: certificateText.nullable().default(null),
});

export const reportTargetSchema = z.discriminatedUnion('kind', [folderTarget, mailTarget]);
export type ReportTarget = z.infer<typeof reportTargetSchema>;
export type ReportTargetKind = ReportTarget['kind'];
export type ReportTargetOf<Kind extends ReportTargetKind> = Extract<ReportTarget, { kind: Kind }>;

/** Returns a report's target for people to read. */
export function reportAddress(target: ReportTarget): string {
  return target.kind === 'folder' ? target.folder : `${target.to.join(', ')} (${target.host}:${target.port})`;
}
