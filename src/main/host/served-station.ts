import type { Router } from '@orpc/server';
import type { contract } from '../../shared/contract/contract.ts';
import type { MediaAddress } from '../../shared/contract/media.ts';
import type { User } from '../../shared/domain/role.ts';
import type { LiveService } from './live.ts';

/** A picture or map as bytes. */
export interface Media {
  readonly bytes: Uint8Array;
  /** Its media type, e.g. `image/png`. */
  readonly type: string;
}

/** What a host serves to its windows. */
export interface ServedStation {
  readonly router: Router<typeof contract, { user: User }>;
  readonly live: LiveService;
  /** @throws StationError NOT_FOUND, FORBIDDEN or that of the file */
  readMedia(address: MediaAddress, user: User): Promise<Media>;
}
