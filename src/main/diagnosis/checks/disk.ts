import { statfs } from 'node:fs/promises';
import { stationSettings, type StationSettings } from '../../../shared/domain/station-settings.ts';
import { systemCode } from '../../files/file-failure.ts';
import { diskCondition, watermarksOf } from '../../station/disk-watch.ts';
import { bytesText } from '../texts.ts';
import { finding } from '../finding.ts';
import { settingsIn } from '../settings-in.ts';
import { DatabaseNeededError, type Check, type Subject } from '../subject.ts';

/** Checks the free room of the home's disk by the settings' watermarks, or the default ones if they are unreadable. */
export const checkDisk: Check = async (subject) => {
  const { home } = subject.paths;
  const space = await statfs(home).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (space === null) return [finding('homeMissing', { home })];
  const { bavail, blocks, bsize } = space;
  const [freeBytes, totalBytes] = [bavail * bsize, blocks * bsize];
  const condition = diskCondition({ freeBytes, totalBytes }, watermarksOf(limits(subject)));
  const kind = ({ ok: 'diskFree', attention: 'diskLow', failed: 'diskFull' } as const)[condition];
  return [finding(kind, { free: bytesText(freeBytes), total: bytesText(totalBytes) })];
};

function limits({ database }: Subject): Pick<StationSettings, 'disk.amber' | 'disk.red'> {
  try {
    return settingsIn(database());
  } catch (error) {
    if (!(error instanceof DatabaseNeededError)) throw error;
    return {
      'disk.amber': stationSettings['disk.amber'].standard,
      'disk.red': stationSettings['disk.red'].standard,
    };
  }
}
