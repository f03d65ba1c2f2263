import { statfs } from 'node:fs/promises';
import type { StationStatus } from '../../shared/contract/station.ts';
import type { StationSettings } from '../../shared/domain/station-settings.ts';
import type { StationChanges } from './changes.ts';
import { fullBelow, giveUpReserve, keepReserve, reserveBytes } from './reserve-file.ts';

/** Where the disk is amber, and where it is red. */
export interface Watermarks {
  /** Below so much free space, or share of the disk. */
  readonly amberBytes: number;
  readonly amberShare: number;
  readonly redBytes: number;
}

/** The watermarks that the settings say. */
export function watermarksOf(settings: Pick<StationSettings, 'disk.amber' | 'disk.red'>): Watermarks {
  return {
    amberBytes: settings['disk.amber'] * 1e9,
    amberShare: 0.05,
    redBytes: settings['disk.red'] * 1e6,
  };
}

/** The reserve is written only where it takes no room that the line needs. */
const keepAbove = 1e9;

export function diskCondition(
  { freeBytes, totalBytes }: { readonly freeBytes: number; readonly totalBytes: number },
  { amberBytes, amberShare, redBytes }: Watermarks,
): 'ok' | 'attention' | 'failed' {
  if (freeBytes < redBytes) return 'failed';
  return freeBytes < amberBytes || freeBytes < totalBytes * amberShare ? 'attention' : 'ok';
}

export interface DiskWatchParts {
  readonly home: string;
  readonly reserve: string;
  readonly watermarks: () => Watermarks;
  readonly changes: Pick<StationChanges, 'publish'>;
}

export type DiskWatch = ReturnType<typeof createDiskWatch>;

/** Watches the disk of the home, keeps a reserve on it, and gives the reserve up when the disk is full. */
export function createDiskWatch({ home, reserve, watermarks, changes }: DiskWatchParts) {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let givenUp = false;

  async function read(): Promise<StationStatus['disk']> {
    const { bavail, blocks, bsize } = await statfs(home);
    const space = { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    return { condition: diskCondition(space, watermarks()), ...space, reserveGivenUp: givenUp };
  }

  async function look(): Promise<void> {
    const { freeBytes } = await read();
    if (freeBytes < fullBelow && giveUpReserve(reserve) > 0) {
      givenUp = true;
      changes.publish({ kind: 'status' });
    } else if (freeBytes > keepAbove + reserveBytes) {
      await keepReserve(reserve, ending.signal);
      if (givenUp) changes.publish({ kind: 'status' });
      givenUp = false;
    }
  }

  const round = (): void => {
    // What cannot be looked at now is looked at again: the state column says how the disk stands.
    void look()
      .catch(() => undefined)
      .finally(() => {
        if (!ending.signal.aborted) timer = setTimeout(round, 5_000).unref();
      });
  };

  return {
    read,
    /** Begins to watch. The reserve is written a minute after the start, when the line is at work. */
    start(alreadyGivenUp: boolean): void {
      givenUp = alreadyGivenUp;
      timer ??= setTimeout(round, 60_000).unref();
    },
    close(): void {
      ending.abort();
      if (timer !== null) clearTimeout(timer);
    },
  };
}
