import type { MembershipState } from '../../../shared/contract/membership.ts';
import { longestToken } from '../../../shared/plant/limits.ts';
import { openBesideStation } from '../../database/open-beside-station.ts';
import { readBounded } from '../../files/read-bounded.ts';
import { createMembershipsRepository } from '../../plant/memberships-repository.ts';
import { createMemberships, type Memberships } from '../../plant/memberships.ts';
import { membershipState } from '../../plant/membership-state.ts';
import { createStandingRepository, type Standing } from '../../plant/standing-repository.ts';
import { defaultHome, stationPaths } from '../../station/paths.ts';
import { singleUser } from '../../users/single-user.ts';
import { readSecret } from '../read-secret.ts';
import type { Terminal } from '../terminal.ts';

export interface JoinOptions {
  readonly tokenFile?: string;
  readonly wholeLog: boolean;
}

/** Opens the home folder's membership in a plant and calls `run`. A running station notices changes by itself. */
function withMemberships<Result>(
  run: (memberships: Memberships, standing: () => Standing | null) => Result,
): Result {
  const paths = stationPaths(defaultHome(process.env, process.platform));
  const { database, close } = openBesideStation(paths);
  try {
    const rows = createMembershipsRepository(database);
    return run(createMemberships({ rows, file: paths.membership }), createStandingRepository(database).read);
  } finally {
    close();
  }
}

/** @throws StationError BAD_INPUT, CONFLICT, DISK_FULL, NO_PERMISSION */
export async function joinPlant(
  terminal: Terminal,
  given: string | undefined,
  { tokenFile, wholeLog }: JoinOptions,
): Promise<void> {
  const token =
    given ??
    (tokenFile === undefined
      ? await readSecret('Token from the plant')
      : (await readBounded(tokenFile, longestToken)).toString('utf8'));
  const { plant, station, servers } = withMemberships((memberships) =>
    memberships.join(token, wholeLog, singleUser),
  );
  terminal.print(`The station is number ${station} of the plant “${plant}” (${servers.join(', ')}).`);
  terminal.print(
    'Parts, entries, decisions and its state travel there, but no pictures. “plant.…” of the settings stops each.',
  );
  terminal.printJson({ plant, station, servers });
}

/** @throws StationError CONFLICT */
export function leavePlant(terminal: Terminal): void {
  withMemberships((memberships) => memberships.leave(singleUser));
  terminal.print('The station has left the plant. Its own log is as it was.');
  terminal.printJson({ left: true });
}

export function plantStatus(terminal: Terminal): void {
  const state = withMemberships((memberships, standing) => {
    const row = memberships.current();
    return row && membershipState(row, standing());
  });
  for (const line of state === null ? ['The station is in no plant.'] : linesOf(state)) terminal.print(line);
  terminal.printJson({ membership: state });
}

function linesOf({
  plant,
  station,
  servers,
  connected,
  failure,
  waiting,
  passedOver,
}: MembershipState): string[] {
  const since = failure && new Date(failure.since).toISOString();
  return [
    `Plant “${plant}”, station ${station}, ${servers.join(', ')}`,
    failure !== null && !connected
      ? `Not connected since ${since}: ${failure.message}`
      : failure !== null
        ? `Connected, but since ${since}: ${failure.message}`
        : connected
          ? 'Connected.'
          : 'Not connected yet.',
    `${waiting} rows of the log wait to travel.`,
    ...(passedOver === 0 ? [] : [`${passedOver} rows could not be told and were passed over.`]),
  ];
}
