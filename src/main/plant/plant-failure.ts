import { JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { networkFailure } from '../line/network-failure.ts';

/** Codes of JetStream for a stream, an account or a disk that takes no more (nats-server, server/errors.json). */
const fullCodes = [10_002, 10_023, 10_028, 10_047, 10_077, 10_104];

/** Why something does not get to the plant, as a failure with a name. @param server its address, for messages */
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
