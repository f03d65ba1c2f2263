import type { Role, User } from './role.ts';
import { keysOf } from './keys.ts';

/**
 * Roles by permission. This is the only list of roles; procedures, media, sockets, settings, the window and
 * the command line name a permission.
 */
const granted = {
  /** State of the station and its changes. */
  'station.see': ['operator', 'engineer', 'reviewer', 'viewer', 'administrator'],

  /** Signing in and out; available to everybody who reaches the window, even without a role. */
  'people.signIn': ['operator', 'engineer', 'reviewer', 'viewer', 'administrator'],
  /** Users, and whether people must sign in. */
  'users.manage': ['administrator'],

  'settings.read': ['operator', 'engineer', 'reviewer', 'viewer', 'administrator'],
  'settings.change': ['engineer', 'administrator'],
  /** Backups of the whole station: their list and taking one. */
  'backup.see': ['engineer', 'administrator'],
  'backup.take': ['engineer', 'administrator'],
  /** The folder of backups on the station's machine. */
  'backup.change': ['engineer', 'administrator'],
  /** Installs another version, which stops the station for a while. */
  'update.install': ['administrator'],
  /** Browses folders of the station's machine. */
  'folders.browse': ['engineer'],
  /** Rules for deleting pictures of the log. */
  'retention.see': ['engineer', 'administrator'],
  'retention.change': ['engineer', 'administrator'],
  /** Scheduled reports: their set-up and runs. */
  'reports.see': ['engineer', 'reviewer', 'administrator'],
  'reports.change': ['engineer', 'administrator'],
  /** Sends a scheduled report at once. */
  'reports.send': ['engineer', 'reviewer', 'administrator'],
  /** Diagnosis, check by check, and the archive for support. */
  'diagnosis.run': ['engineer', 'administrator'],
  /** The plant that the station belongs to, and what travels there. */
  'plant.see': ['engineer', 'administrator'],
  'plant.manage': ['administrator'],
  /** Links that let people at other machines in. */
  'access.manage': ['engineer'],

  /** The audit trail. */
  'audit.read': ['engineer', 'reviewer', 'administrator'],

  'products.list': ['operator', 'engineer', 'reviewer', 'viewer'],
  'products.read': ['operator', 'engineer', 'reviewer'],
  /** Name, area and line settings; archiving and restoring products. */
  'products.edit': ['engineer'],
  'products.addSample': ['operator', 'engineer'],
  /** Causes offered with decisions. */
  'causes.set': ['engineer', 'reviewer'],
  'limits.set': ['engineer'],

  /** Pictures and masks of the dataset. */
  'images.see': ['operator', 'engineer', 'reviewer'],
  'images.edit': ['engineer'],

  /** Trainings and their progress. */
  'training.see': ['operator', 'engineer'],
  'training.run': ['engineer'],

  'models.list': ['operator', 'engineer', 'reviewer', 'viewer'],
  /** Cards and activations. */
  'models.read': ['engineer', 'reviewer'],
  'models.activate': ['engineer'],
  /** Name, note, pinning, archiving. */
  'models.edit': ['engineer'],
  'models.evaluate': ['engineer'],
  /** Export and import. */
  'models.exchange': ['engineer'],

  /** The running inspection. */
  'line.see': ['operator', 'engineer', 'reviewer'],
  /** Starts, feeds, pauses and ends inspections and shifts, checks known parts, acknowledges alarms. */
  'line.operate': ['operator', 'engineer'],
  /** The source of frames, and the known parts for checks. */
  'line.setUp': ['engineer'],
  /** Releases the line without a passed check of the known parts. */
  'line.release': ['engineer'],
  /** Outputs of the line and their state. */
  'outputs.see': ['operator', 'engineer', 'reviewer'],
  'outputs.change': ['engineer'],
  'shifts.read': ['operator', 'engineer', 'reviewer', 'viewer'],

  /** Entries with their pictures, maps and figures. */
  'log.read': ['operator', 'engineer', 'reviewer', 'viewer'],
  'log.decide': ['operator', 'engineer', 'reviewer'],
  /** Runs a model on entries again, or finds similar entries. */
  'log.examine': ['engineer', 'reviewer'],
  /** Adds an entry's picture to the dataset. */
  'log.teach': ['engineer', 'reviewer'],
  /** At a plant's host: its stations and the log of all of them. */
  'plantHost.see': ['operator', 'engineer', 'reviewer', 'viewer'],
  /** Decides on entries of every station; the station's own log gets the decision. */
  'plantHost.decide': ['engineer', 'reviewer'],
  /** Gives models to stations. */
  'plantHost.rollOut': ['engineer'],
  /** Lets stations in and shuts them out. */
  'plantHost.invite': ['engineer', 'administrator'],

  /** Exports the log as CSV or as a report. */
  'log.export': ['engineer', 'reviewer', 'viewer'],
} as const satisfies Readonly<Record<string, readonly [Role, ...Role[]]>>;

export type Permission = keyof typeof granted;

export const permissions: readonly Permission[] = keysOf(granted);

/** Returns the roles that have a permission, at least one. */
export function rolesWith(permission: Permission): readonly Role[] {
  return granted[permission];
}

/** Returns whether any of the user's roles has the permission; signing in needs no role. */
export function may(user: Pick<User, 'roles'>, permission: Permission): boolean {
  return permission === 'people.signIn' || rolesWith(permission).some((role) => user.roles.includes(role));
}
