import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { systemCode } from '../files/file-failure.ts';

/** What the system or TLS says of a connection, and what to tell after the address. */
const refusals: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'takes no connections. Check whether it runs, and its port.',
  ECONNRESET: 'ended the connection.',
  EPIPE: 'ended the connection.',
  ENOTFOUND: 'is a name that nobody knows. Check the address.',
  EAI_AGAIN: 'is a name that cannot be looked up now. Check the network of the station.',
  EHOSTUNREACH: 'cannot be reached. Check the network of the station.',
  ENETUNREACH: 'cannot be reached. Check the network of the station.',
  ETIMEDOUT: 'does not answer.',
  CERT_HAS_EXPIRED:
    'has a certificate that has expired. It needs a new one; nothing is sent to it until then.',
  CERT_NOT_YET_VALID: 'has a certificate that is not valid yet. Check the clocks of both machines.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a certificate that nobody vouches for. Nothing is sent to it.',
  SELF_SIGNED_CERT_IN_CHAIN:
    'has a certificate of an authority that the station does not know. Nothing is sent to it.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'has a certificate of an authority that the station does not know. Nothing is sent to it.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'has a certificate of an authority that the station does not know. Nothing is sent to it.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a certificate of another name. Enter the name that stands in it.',
};

/** The codes of an error, of its cause and of what an attempt at several addresses failed with. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const inner = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  const own = systemCode(error);
  return [...(own === null ? [] : [own]), ...codesOf(error.cause), ...inner];
}

/**
 * A failed connection as a failure with a name.
 *
 * @param address whose, as people know it, without what is secret
 */
export function networkFailure(error: unknown, address: string): StationError {
  if (error instanceof StationError) return error;
  const known = codesOf(error)
    .map((code) => refusals[code])
    .find((text) => text !== undefined);
  const cause =
    error instanceof Error && error.cause !== undefined ? messageOf(error.cause) : messageOf(error);
  return new StationError('UNREACHABLE', `“${address}” ${known ?? `cannot be reached. ${cause}`}`, cause);
}
