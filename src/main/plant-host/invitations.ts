import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createUser } from '@nats-io/nkeys';
import { z } from 'zod';
import { instant, uuid } from '../../shared/contract/base.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { lineOf, stationNumberSchema } from '../../shared/plant/fields.ts';
import { mostStations } from '../../shared/plant/limits.ts';
import { membershipSchema, type Membership } from '../../shared/plant/membership.ts';
import { whileAlone } from '../database/while-alone.ts';
import { writeSecretFile } from '../files/secret-file.ts';
import { hostKey } from './nats/host-key.ts';
import { usersText } from './nats/configuration.ts';
import { plantIdentity } from './plant-identity.ts';
import type { PlantPaths } from '../station/plant-paths.ts';

const invitedSchema = z.object({
  station: stationNumberSchema,
  name: lineOf(80).min(1),
  invitation: uuid,
  /** The station's public key. */
  key: z.string().regex(/^U[A-Z2-7]{55}$/),
  invitedAt: instant,
  /** When the station was removed; null if it may connect. */
  removedAt: instant.nullable(),
});
export type InvitedStation = z.infer<typeof invitedSchema>;

/** The addresses by which stations reach the plant's server. */
const reachSchema = membershipSchema.pick({ plant: true, servers: true, authority: true });
export type Reach = z.infer<typeof reachSchema>;

/** Reads all invited stations, in the order of their numbers. No number is given twice. @throws StationError CORRUPT_FILE */
export function invitedStations({ stations }: Pick<PlantPaths, 'stations'>): InvitedStation[] {
  return readJson(stations, z.array(invitedSchema)) ?? [];
}

/** @throws StationError DISK_FULL, NO_PERMISSION */
export function writeReach({ reach }: Pick<PlantPaths, 'reach'>, given: Reach): void {
  writeSecretFile(reach, JSON.stringify(reachSchema.parse(given)));
}

/**
 * Invites a station: makes its key, whose private half is only in the returned membership.
 *
 * @param name the station's name for people, e.g. `Line 3`
 * @returns the membership with which the station joins
 * @throws StationError ALREADY_EXISTS; CONFLICT if the plant host was never started; BAD_INPUT; CORRUPT_FILE
 */
export function invite(paths: PlantPaths, name: string): Membership {
  return whileAlone(paths.stationsLock, () => inviteAlone(paths, name));
}

function inviteAlone(paths: PlantPaths, name: string): Membership {
  const reach = readJson(paths.reach, reachSchema);
  if (reach === null) {
    throw new StationError('CONFLICT', 'Start the plant host once: it knows how stations reach it then.');
  }
  const invited = invitedStations(paths);
  if (invited.some((one) => one.removedAt === null && one.name === name)) {
    throw new StationError(
      'ALREADY_EXISTS',
      `“${name}” is invited already. Remove it first, or choose another name.`,
    );
  }
  const station = Math.max(lastStation(paths), ...invited.map((one) => one.station)) + 1;
  if (station > mostStations) {
    throw new StationError('CONFLICT', `A plant has at most ${mostStations} stations.`);
  }
  const identity = plantIdentity(paths);
  const pair = createUser();
  const one = invitedSchema.safeParse({
    station,
    name,
    invitation: randomUUID(),
    key: pair.getPublicKey(),
    invitedAt: Date.now(),
    removedAt: null,
  });
  if (!one.success) throw new StationError('BAD_INPUT', 'A name is one line of up to 80 visible characters.');
  const seed = new TextDecoder().decode(pair.getSeed());
  write(paths, [...invited, one.data]);
  return {
    format: 1,
    ...reach,
    identity,
    station,
    invitation: one.data.invitation,
    credentials: { kind: 'nkey', seed },
  };
}

/** Removes a station; its log stays. @throws StationError NOT_FOUND */
export function removeStation(paths: PlantPaths, station: number): InvitedStation {
  return whileAlone(paths.stationsLock, () => removeAlone(paths, station));
}

function removeAlone(paths: PlantPaths, station: number): InvitedStation {
  const invited = invitedStations(paths);
  const found = invited.find((one) => one.station === station && one.removedAt === null);
  if (found === undefined) throw new StationError('NOT_FOUND', `Station ${station} is not of this plant.`);
  const removed = { ...found, removedAt: Date.now() };
  write(
    paths,
    invited.map((one) => (one === found ? removed : one)),
  );
  return removed;
}

/** Notes the highest station number that the log knows: where the list is that of an earlier backup, it is not given again. */
export function noteLastStation(paths: Pick<PlantPaths, 'lastStation'>, station: number): void {
  if (station > lastStation(paths)) writeSecretFile(paths.lastStation, String(station));
}

function lastStation({ lastStation: file }: Pick<PlantPaths, 'lastStation'>): number {
  return readJson(file, stationNumberSchema) ?? 0;
}

/** Writes the list of stations, and the server's users with it. */
function write(paths: PlantPaths, invited: readonly InvitedStation[]): void {
  writeSecretFile(paths.stations, JSON.stringify(invited, null, 2));
  writeUsersAlone(paths);
}

/** Writes the users of the server's configuration: the host and every station that may connect. */
export function writeUsers(paths: PlantPaths): void {
  whileAlone(paths.stationsLock, () => writeUsersAlone(paths));
}

function writeUsersAlone(paths: PlantPaths): void {
  const mayEnter = invitedStations(paths).filter((one) => one.removedAt === null);
  writeSecretFile(paths.users, usersText(hostKey(paths.key).publicKey, mayEnter));
}

function readJson<Value>(file: string, schema: z.ZodType<Value>): Value | null {
  if (!existsSync(file)) return null;
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new StationError('CORRUPT_FILE', `“${file}” cannot be read. Take it from a backup.`);
  }
}
