import type { MediaAddress } from '../shared/contract/media.ts';
import { mediaKinds } from '../shared/contract/media.ts';
import { mayUse } from '../shared/domain/role.ts';
import type { User } from '../shared/domain/role.ts';
import { StationError } from '../shared/domain/station-error.ts';
import type { DatasetService } from './datasets/service.ts';
import type { DefectService } from './defects/service.ts';
import type { Media } from './host/served-station.ts';

export type ReadMedia = (address: MediaAddress, user: User) => Promise<Media>;

/**
 * Reads what lies below `/media/`, with the same roles as the procedures.
 *
 * @returns a function that throws StationError FORBIDDEN, NOT_FOUND, CORRUPT_FILE, UNREADABLE_IMAGE, NO_PERMISSION
 */
export function createMediaReader(
  datasets: Pick<DatasetService, 'original' | 'thumbnail'>,
  defects: Pick<DefectService, 'picture' | 'thumbnail' | 'map'>,
): ReadMedia {
  async function read({
    kind,
    id,
  }: MediaAddress): Promise<{ bytes: Uint8Array; type: string; sha256: string }> {
    switch (kind) {
      case 'dataset-image':
        return datasets.original(id);
      case 'dataset-thumbnail':
        return { ...(await datasets.thumbnail(id)), type: 'image/jpeg' };
      case 'defect-picture':
        return { ...(await defects.picture(id)), type: 'image/png' };
      case 'defect-thumbnail':
        return { ...(await defects.thumbnail(id)), type: 'image/jpeg' };
      case 'defect-map':
        return { ...(await defects.map(id)), type: 'application/octet-stream' };
    }
  }

  return async (address, user) => {
    const allowed = mediaKinds[address.kind].roles;
    if (!mayUse(user, allowed)) {
      throw new StationError(
        'FORBIDDEN',
        `This needs the role ${allowed.join(' or ')}. Ask an administrator for it.`,
      );
    }
    const { bytes, type, sha256 } = await read(address);
    return { bytes, type, etag: `${address.kind}-${sha256}` };
  };
}
