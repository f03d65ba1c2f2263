import { X509Certificate } from 'node:crypto';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';

/** @param what the certificate's owner, for the message. @throws StationError BAD_INPUT */
export function requireCertificate(text: string | null, what: string): void {
  if (text === null) return;
  try {
    new X509Certificate(text);
  } catch (error) {
    throw new StationError(
      'BAD_INPUT',
      `${what} cannot be read. It begins with “-----BEGIN CERTIFICATE-----”.`,
      messageOf(error),
    );
  }
}
