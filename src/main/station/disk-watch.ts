import { statfs } from 'node:fs/promises';
import type { StationStatus } from '../../shared/contract/station.ts';
import type { StationSettings } from '../../shared/domain/station-settings.ts';
import type { StationChanges } from './changes.ts';
import { fullBelow, giveUpReserve, keepReserve, reserveBytes } from './reserve-file.ts';

/** The free space below which the disk is shown amber, and red. */
export interface Watermarks {
  /** The disk is amber below this much free space, or below this share of the disk. */
  readonly amberBytes: number;
  readonly amberShare: number;
  readonly redBytes: number;
}

/** Returns the watermarks of the settings. */
export function watermarksOf(settings: Pick<StationSettings, 'disk.amber' | 'disk.red'>): Watermarks {
  return {
    amberBytes: settings['disk.amber'] * 1e9,
    amberShare: 0.05,
    redBytes: settings['disk.red'] * 1e6,
  };
}

/** The reserve is written only while this many bytes stay free for the line. */
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

/** Watches the home's disk, keeps a reserve file on it, and deletes the reserve when the disk is full. */
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
    // A failed look is repeated at the next interval.
    void look()
      .catch(() => undefined)
      .finally(() => {
        if (!ending.signal.aborted) timer = setTimeout(round, 5_000).unref();
      });
  };

  return {
    read,
    /** Starts watching. The reserve is written a minute later, so that it does not slow the line's start. */
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
