import type { AuditCode } from '../../../shared/domain/audit-codes.ts';
import { openAudit } from '../../audit/open-audit.ts';
import { openBesideStation } from '../../database/open-beside-station.ts';
import { writeToken } from '../../plant/token.ts';
import { invite, invitedStations, removeStation } from '../../plant-host/invitations.ts';
import { plantPaths } from '../../station/plant-paths.ts';
import { defaultHome, stationPaths } from '../../station/paths.ts';
import type { Terminal } from '../terminal.ts';

const home = (): string => defaultHome(process.env, process.platform);

/** Adds a record to the audit trail. The invitations are in a file, so no database table records their changes. */
function record(code: AuditCode, station: number, after?: unknown): void {
  const paths = stationPaths(home());
  const { database, close } = openBesideStation(paths);
  try {
    openAudit(database, paths).note({ code, subject: String(station), after });
  } finally {
    close();
  }
}

/** Invites a station and prints its token. @throws StationError ALREADY_EXISTS, BAD_INPUT; CONFLICT if the host never ran */
export function inviteStation(terminal: Terminal, name: string): void {
  const membership = invite(plantPaths(home()), name);
  const { station } = membership;
  record('plant.invited', station, { name });
  const token = writeToken(membership);
  terminal.note(`Station ${station} of “${membership.plant}”, “${name}”. The token is shown this once.`);
  terminal.print(token);
  terminal.printJson({ station, name, token });
}

export function listStations(terminal: Terminal): void {
  const stations = invitedStations(plantPaths(home()));
  for (const { station, name, removedAt } of stations) {
    terminal.print(`${String(station).padStart(4)}  ${name}${removedAt === null ? '' : '  (removed)'}`);
  }
  if (stations.length === 0) terminal.print('No station was invited yet: “plant invite NAME” does.');
  terminal.printJson({ stations });
}

/** @throws StationError NOT_FOUND */
export function removeFromPlant(terminal: Terminal, number: number): void {
  const { station, name } = removeStation(plantPaths(home()), number);
  record('plant.removed', station);
  terminal.print(`Station ${station}, “${name}”, is shut out.`);
  terminal.printJson({ station, name });
}
