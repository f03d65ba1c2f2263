import { JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { networkFailure } from '../line/network-failure.ts';

/** JetStream's error codes of a full stream, account or disk (nats-server, server/errors.json). */
const fullCodes = [10_002, 10_023, 10_028, 10_047, 10_077, 10_104];

/** Converts an error on the way to the plant to a StationError. @param server the server's address, for messages */
export function plantFailure(error: unknown, server: string): StationError {
  if (error instanceof StationError) return error;
  const said = messageOf(error);
  if (error instanceof JetStreamApiError && fullCodes.includes(error.code)) {
    return new StationError('DISK_FULL', `The plant’s server takes no more: ${said}. What is logged waits.`);
  }
  if (error instanceof errors.PermissionViolationError) {
    return new StationError('FORBIDDEN', `The plant’s server does not let this station do that: ${said}.`);
  }
  if (error instanceof errors.AuthorizationError || error instanceof errors.UserAuthenticationExpiredError) {
    return new StationError(
      'FORBIDDEN',
      `The plant’s server at ${server} does not know this station. Join again with a new token.`,
      said,
    );
  }
  return networkFailure(error, server);
}
