import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The station's files and folders, all below its home. */
export interface StationPaths {
  readonly home: string;
  readonly database: string;
  readonly lock: string;
  /** A file that reserves disk space. It is deleted when the disk is full, so that the station can start and write its last rows. */
  readonly reserve: string;
  /** Originals of dataset images, `<sha256>.<ext>`. */
  readonly images: string;
  readonly thumbnails: string;
  /** One folder a model: `model.onnx`, `card.json`. */
  readonly models: string;
  /** Pictures and maps of the entries of the log, a folder a day. */
  readonly log: string;
  /** Rows that wait to be written to the database; exists only while there are any. */
  readonly journal: string;
  /** Work in progress of jobs; emptied at start. */
  readonly jobs: string;
  /** The sample product's generated pictures. */
  readonly sample: string;
  readonly backups: string;
  /** Exported logs and reports until a window has saved them; emptied at start. */
  readonly exports: string;
  /** The support log; bounded in size. */
  readonly logs: string;
  /** The fastest settings for graphs on this machine; measured anew when missing. */
  readonly tuning: string;
  /** The time of a frame with each preset on this machine; measured anew when missing. */
  readonly frameTimes: string;
  /** Passwords of network cameras; never in a backup or export. */
  readonly cameraPasswords: string;
  /** The key that signs the audit trail; never in a backup or export. */
  readonly auditKey: string;
  /** The salt of badge hashes; never in a backup or export. */
  readonly badgeSalt: string;
  /** The sign-in provider's settings with the station's client secret; never in a backup or export. */
  readonly signInProvider: string;
  /** The certificate of the station's own making, with its key; a plant's stations trust no other one. */
  readonly ownCertificate: string;
  /** The station's membership in a plant with its credentials; never in a backup or export. */
  readonly membership: string;
  /** Packages of other versions that windows uploaded, until the machine's update service fetches them. */
  readonly updates: string;
  /** The signed heads of the audit trail, one a line. */
  readonly auditHeads: string;
}

/** `STATION_HOME`, else the platform's usual place for an application's data. */
export function defaultHome(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (environment['STATION_HOME']) return resolve(environment['STATION_HOME']);
  const home = homedir();
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'loupe');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'loupe');
  return join(environment['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'loupe');
}

export function stationPaths(home: string): StationPaths {
  return {
    home,
    database: join(home, 'station.db'),
    lock: join(home, 'station.lock'),
    reserve: join(home, 'station.reserve'),
    images: join(home, 'images'),
    thumbnails: join(home, 'thumbnails'),
    models: join(home, 'models'),
    log: join(home, 'defects'),
    journal: join(home, 'log-journal.jsonl'),
    jobs: join(home, 'jobs'),
    sample: join(home, 'sample'),
    backups: join(home, 'backups'),
    exports: join(home, 'exports'),
    logs: join(home, 'logs'),
    tuning: join(home, 'session-tuning.json'),
    frameTimes: join(home, 'frame-times.json'),
    cameraPasswords: join(home, 'secrets', 'cameras.json'),
    auditKey: join(home, 'secrets', 'audit-key.pem'),
    badgeSalt: join(home, 'secrets', 'badge-salt'),
    signInProvider: join(home, 'secrets', 'sign-in-provider.json'),
    ownCertificate: join(home, 'secrets', 'tls.pem'),
    membership: join(home, 'secrets', 'plant.json'),
    updates: join(home, 'updates'),
    auditHeads: join(home, 'audit-heads.jsonl'),
  };
}
