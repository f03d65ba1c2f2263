import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where the station keeps everything, below one folder. */
export interface StationPaths {
  readonly home: string;
  readonly database: string;
  readonly lock: string;
  /** Room that is given up when the disk is full, so that the station starts and writes its last rows. */
  readonly reserve: string;
  /** Originals of dataset images, `<sha256>.<ext>`. */
  readonly images: string;
  readonly thumbnails: string;
  /** One folder a model: `model.onnx`, `card.json`. */
  readonly models: string;
  /** Pictures and maps of the entries of the log, a folder a day. */
  readonly log: string;
  /** What waits to be written into the database; there only while something does. */
  readonly journal: string;
  /** Work in progress of jobs; emptied at start. */
  readonly jobs: string;
  /** The sample product's generated pictures. */
  readonly sample: string;
  readonly backups: string;
  /** Logs and reports that were written to be saved by a window; emptied at start. */
  readonly exports: string;
  /** The log for those who help; bounded in size. */
  readonly logs: string;
  /** How graphs run fastest on this machine; found anew when it is gone. */
  readonly tuning: string;
  /** How long a frame takes with each preset on this machine; found anew when it is gone. */
  readonly frameTimes: string;
  /** Passwords of cameras on the network; no backup or export has them. */
  readonly cameraPasswords: string;
  /** The key that signs the audit trail; no backup or export has it. */
  readonly auditKey: string;
  /** The salt of badges; no backup or export has it. */
  readonly badgeSalt: string;
  /** How people sign in by a provider, with the station's secret there; no backup or export has it. */
  readonly signInProvider: string;
  /** What the station needs to talk to its plant; no backup or export has it. */
  readonly membership: string;
  /** A package of another version that a window sent, until the machine's service fetches it. */
  readonly updates: string;
  /** What was signed of the audit trail, a line each. */
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
    membership: join(home, 'secrets', 'plant.json'),
    updates: join(home, 'updates'),
    auditHeads: join(home, 'audit-heads.jsonl'),
  };
}
