import type { Router } from '@orpc/server';
import type { contract } from '../../shared/contract/contract.ts';
import type { MediaAddress } from '../../shared/contract/media.ts';
import type { User } from '../../shared/domain/role.ts';
import type { LiveService } from './live.ts';

/** A picture, map or page as bytes. */
export interface Media {
  readonly bytes: Uint8Array;
  /** Media type, e.g. `image/png`. */
  readonly type: string;
  /** Names the content: equal tags mean equal bytes, for ever. */
  readonly etag: string;
  /** A document to be saved under this name (ASCII), never shown in the window's own origin. */
  readonly fileName?: string;
}

/** What a host serves to its windows. */
export interface ServedStation {
  readonly router: Router<typeof contract, { user: User }>;
  readonly live: LiveService;
  /** @throws StationError NOT_FOUND, FORBIDDEN or that of the file */
  readMedia(address: MediaAddress, user: User): Promise<Media>;
}

/** Takes a failure that nobody expected to the log. */
export type ReportBug = (error: unknown, where: string) => void;

/** A station with what its windows are given beside it. */
export interface Serving {
  readonly station: ServedStation;
  /** Folder of the built window. */
  readonly renderer: string;
  /** Who asks, in single-user mode. */
  readonly user: User;
  readonly report: ReportBug;
}
