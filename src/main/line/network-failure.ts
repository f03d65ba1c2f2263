import type { OutputTroubleKind } from '../../shared/domain/output-trouble-kinds.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { systemCode } from '../files/file-failure.ts';
import { OutputTroubleError } from './output-trouble.ts';

/** Error codes of the system or TLS for connections. */
const refusals: Readonly<Record<string, OutputTroubleKind>> = {
  ECONNREFUSED: 'connectionRefused',
  ECONNRESET: 'connectionEnded',
  EPIPE: 'connectionEnded',
  ENOTFOUND: 'nameUnknown',
  EAI_AGAIN: 'nameNotLookedUp',
  EHOSTUNREACH: 'noRoute',
  ENETUNREACH: 'noRoute',
  ETIMEDOUT: 'noAnswer',
  CERT_HAS_EXPIRED: 'certificateExpired',
  CERT_NOT_YET_VALID: 'certificateNotYetValid',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificateUnvouched',
  SELF_SIGNED_CERT_IN_CHAIN: 'authorityUnknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'authorityUnknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'authorityUnknown',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificateOfOtherName',
};

/** Returns the codes of an error, its causes, and the attempts at several addresses. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const inner = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  const own = systemCode(error);
  return [...(own === null ? [] : [own]), ...codesOf(error.cause), ...inner];
}

/**
 * Makes a StationError from a failed connection.
 *
 * @param address for people, without secrets
 */
export function networkFailure(error: unknown, address: string): StationError {
  if (error instanceof StationError) return error;
  const known = codesOf(error)
    .map((code) => refusals[code])
    .find((kind) => kind !== undefined);
  const cause =
    error instanceof Error && error.cause !== undefined ? messageOf(error.cause) : messageOf(error);
  return new OutputTroubleError('UNREACHABLE', known ?? 'unreachable', { address, said: cause }, cause);
}
