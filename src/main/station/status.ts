import type { SettingsState } from '../../shared/contract/settings.ts';
import type { Condition, StationStatus } from '../../shared/contract/station.ts';
import { may } from '../../shared/domain/permissions.ts';
import type { User } from '../../shared/domain/role.ts';
import type { Host } from '../host/host.ts';
import { singleUser } from '../users/single-user.ts';
import { stationTime } from './clock.ts';

export interface StatusParts {
  readonly version: string;
  readonly host: Host['kind'];
  readonly home: string;
  readonly startedAt: number;
  readonly plantZone: () => string | null;
  readonly inference: {
    status(): Pick<StationStatus['inspection'], 'provider'> & {
      readonly refused: readonly StationStatus['inspection']['refusedProviders'][number][];
      readonly failure: string | null;
    };
  };
  readonly inspection: { sessions(): readonly unknown[] };
  readonly settings: { state(): SettingsState };
  readonly logWriter: { state(): Pick<StationStatus['log'], 'waiting' | 'isFull' | 'lost'> };
  readonly backups: { status(): StationStatus['backup'] };
  readonly scheduledReports: { status(): StationStatus['reports'] };
  readonly disk: { read(): Promise<StationStatus['disk']> };
  readonly databaseCheck: { state(): StationStatus['log']['check'] };
  readonly training: { counts(): Omit<StationStatus['training'], 'condition'> };
}

/** Creates the reader of the station's status, which the rail at the window's bottom shows. */
export function createStatusReader(parts: StatusParts): (user: User) => Promise<StationStatus> {
  const { version, host, home, startedAt, plantZone } = parts;
  return async (user) => {
    const { provider, refused, failure } = parts.inference.status();
    const training = parts.training.counts();
    const log = { ...parts.logWriter.state(), check: parts.databaseCheck.state() };
    const inspecting = parts.inspection.sessions().length > 0;
    const settings = parts.settings.state();
    return {
      version,
      name: settings.values['station.name'],
      settingsVersion: settings.version,
      host,
      // Only people who may change settings are told the home folder.
      home: may(user, 'settings.change') ? home : null,
      startedAt,
      now: stationTime(),
      user: { name: user.name, roles: [...user.roles] },
      singleUser: user.name === singleUser.name,
      plantZone: plantZone(),
      inspection: {
        condition: failure !== null ? 'failed' : inspecting ? 'ok' : 'idle',
        provider,
        refusedProviders: refused.map((one) => ({ ...one })),
        message: failure,
      },
      training: { condition: training.running + training.queued > 0 ? 'ok' : 'idle', ...training },
      log: { condition: logCondition(log), ...log },
      backup: parts.backups.status(),
      reports: parts.scheduledReports.status(),
      disk: await parts.disk.read(),
    };
  };
}

function logCondition({ lost, waiting, isFull, check }: Omit<StationStatus['log'], 'condition'>): Condition {
  if (lost !== null || (waiting > 0 && isFull) || check?.state === 'damaged') return 'failed';
  return waiting > 0 || check !== null ? 'attention' : 'ok';
}
