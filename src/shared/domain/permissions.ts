import type { Role, User } from './role.ts';
import { keysOf } from './keys.ts';

/**
 * Which roles may do what: the only list of roles there is. Procedures, media, sockets, settings, the window and the
 * command line name a permission.
 */
const granted = {
  /** State of the station, and what changes on it. */
  'station.see': ['operator', 'engineer', 'reviewer', 'viewer', 'administrator'],

  /** Signing in and out: whoever reaches the window, also before they have a role. */
  'people.signIn': ['operator', 'engineer', 'reviewer', 'viewer', 'administrator'],
  /** People who sign in, and whether they have to. */
  'users.manage': ['administrator'],

  'settings.read': ['operator', 'engineer', 'reviewer', 'viewer', 'administrator'],
  'settings.change': ['engineer', 'administrator'],
  /** Backups of the whole station: when they were taken, and taking one. */
  'backup.see': ['engineer', 'administrator'],
  'backup.take': ['engineer', 'administrator'],
  /** Where they go to: a folder of the station's machine. */
  'backup.change': ['engineer', 'administrator'],
  /** Sends a package of another version, which ends the station for a while. */
  'update.install': ['administrator'],
  /** Folders of the station's machine, to choose one. */
  'folders.browse': ['engineer'],
  /** Which pictures of the log go, and when. */
  'retention.see': ['engineer', 'administrator'],
  'retention.change': ['engineer', 'administrator'],
  /** Reports that the station sends by itself: when, of what, and where to. */
  'reports.see': ['engineer', 'reviewer', 'administrator'],
  'reports.change': ['engineer', 'administrator'],
  /** At once. */
  'reports.send': ['engineer', 'reviewer', 'administrator'],
  /** How the station stands, check by check, and the archive for support. */
  'diagnosis.run': ['engineer', 'administrator'],
  /** To which plant the station belongs, and what travels there. */
  'plant.see': ['engineer', 'administrator'],
  'plant.manage': ['administrator'],
  /** Links that let people at other machines in. */
  'access.manage': ['engineer'],

  /** Who changed what, when and why. */
  'audit.read': ['engineer', 'reviewer', 'administrator'],

  'products.list': ['operator', 'engineer', 'reviewer', 'viewer'],
  'products.read': ['operator', 'engineer', 'reviewer'],
  /** Name, area, rules of the line; also takes products off the lists and back. */
  'products.edit': ['engineer'],
  'products.addSample': ['operator', 'engineer'],
  /** Causes that are offered with decisions. */
  'causes.set': ['engineer', 'reviewer'],
  'limits.set': ['engineer'],

  /** Pictures and masks of the dataset. */
  'images.see': ['operator', 'engineer', 'reviewer'],
  'images.edit': ['engineer'],

  /** Trainings and how far they are. */
  'training.see': ['operator', 'engineer'],
  'training.run': ['engineer'],

  'models.list': ['operator', 'engineer', 'reviewer', 'viewer'],
  /** Cards and activations. */
  'models.read': ['engineer', 'reviewer'],
  'models.activate': ['engineer'],
  /** Name and note, what stays on top, what is put away. */
  'models.edit': ['engineer'],
  'models.evaluate': ['engineer'],
  /** Export and import. */
  'models.exchange': ['engineer'],

  /** The inspection that runs. */
  'line.see': ['operator', 'engineer', 'reviewer'],
  /** Starts, feeds, pauses and ends inspections and shifts, checks known parts, acknowledges alarms. */
  'line.operate': ['operator', 'engineer'],
  /** Source of the frames, and the parts that are checked before a shift. */
  'line.setUp': ['engineer'],
  /** Without a passed check of the known parts. */
  'line.release': ['engineer'],
  /** Where results of the line go to, and whether they get there. */
  'outputs.see': ['operator', 'engineer', 'reviewer'],
  'outputs.change': ['engineer'],
  'shifts.read': ['operator', 'engineer', 'reviewer', 'viewer'],

  /** Entries with their pictures, maps and figures. */
  'log.read': ['operator', 'engineer', 'reviewer', 'viewer'],
  'log.decide': ['operator', 'engineer', 'reviewer'],
  /** Runs the model again over entries: the same picture, or similar ones. */
  'log.examine': ['engineer', 'reviewer'],
  /** Takes an entry's picture to the dataset. */
  'log.teach': ['engineer', 'reviewer'],
  /** At the host of a plant: its stations, and the log of all of them. */
  'plantHost.see': ['operator', 'engineer', 'reviewer', 'viewer'],
  /** On entries of every station; their own logs get it. */
  'plantHost.decide': ['engineer', 'reviewer'],
  /** Gives models to stations. */
  'plantHost.rollOut': ['engineer'],
  /** Lets stations in, and shuts them out. */
  'plantHost.invite': ['engineer', 'administrator'],

  /** As CSV or as a report. */
  'log.export': ['engineer', 'reviewer', 'viewer'],
} as const satisfies Readonly<Record<string, readonly [Role, ...Role[]]>>;

export type Permission = keyof typeof granted;

export const permissions: readonly Permission[] = keysOf(granted);

/** The roles that have a permission, at least one. */
export function rolesWith(permission: Permission): readonly Role[] {
  return granted[permission];
}

/** Whether any of the user's roles has the permission; to sign in, nobody needs one. */
export function may(user: Pick<User, 'roles'>, permission: Permission): boolean {
  return permission === 'people.signIn' || rolesWith(permission).some((role) => user.roles.includes(role));
}
