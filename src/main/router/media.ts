import type { MediaAddress } from '../../shared/contract/media.ts';
import { mediaKinds } from '../../shared/contract/media.ts';
import type { User } from '../../shared/domain/role.ts';
import type { DatasetService } from '../datasets/service.ts';
import type { DiagnosisService } from '../diagnosis/service.ts';
import type { LogService } from '../log/service.ts';
import type { EvaluationService } from '../evaluation/service.ts';
import type { ExplanationService } from '../explanation/service.ts';
import type { Media } from '../host/served-station.ts';
import type { StatisticsService } from '../statistics/service.ts';
import { ensurePermission } from './ensure-permission.ts';

export type ReadMedia = (address: MediaAddress, user: User) => Promise<Media>;

export interface MediaSources {
  readonly datasets: Pick<DatasetService, 'original' | 'thumbnail' | 'maskPicture'>;
  readonly log: Pick<LogService, 'picture' | 'thumbnail' | 'outlined' | 'map'>;
  readonly evaluation: Pick<
    EvaluationService,
    'photo' | 'wholePhoto' | 'heatmap' | 'map' | 'truth' | 'report'
  >;
  readonly explanation: Pick<ExplanationService, 'partValues' | 'crop'>;
  readonly statistics: Pick<StatisticsService, 'read'>;
  readonly diagnosis: Pick<DiagnosisService, 'read'>;
}

/**
 * Makes the reader for addresses below `/media/`, with the same permissions as the procedures.
 *
 * @returns a function that throws StationError FORBIDDEN, NOT_FOUND, CORRUPT_FILE, UNREADABLE_IMAGE, NO_PERMISSION
 */
export function createMediaReader({
  datasets,
  log,
  evaluation,
  explanation,
  statistics,
  diagnosis,
}: MediaSources): ReadMedia {
  async function read(address: MediaAddress): Promise<
    ({ readonly bytes: Uint8Array } | { readonly body: Blob }) & {
      readonly type: string;
      readonly sha256: string;
      readonly fileName?: string;
    }
  > {
    const { id } = address;
    switch (address.kind) {
      case 'dataset-image':
        return datasets.original(id);
      case 'dataset-thumbnail':
        return { ...(await datasets.thumbnail(id)), type: 'image/jpeg' };
      case 'dataset-mask':
        return { ...(await datasets.maskPicture(id, 'whole')), type: 'image/png' };
      case 'dataset-mask-ground':
        return { ...(await datasets.maskPicture(id, 'ground')), type: 'image/png' };
      case 'entry-picture':
        return log.picture(id);
      case 'entry-thumbnail':
        return { ...(await log.thumbnail(id)), type: 'image/jpeg' };
      case 'entry-outlined':
        return { ...(await log.outlined(id)), type: 'image/jpeg' };
      case 'entry-map':
        return { ...(await log.map(id)), type: 'application/octet-stream' };
      case 'entry-crop':
        return { ...(await explanation.crop(id)), type: 'image/jpeg' };
      case 'entry-map-parts':
        return { ...(await explanation.partValues(id)), type: 'application/octet-stream' };
      case 'evaluation-report': {
        const fileName = `evaluation-${id}.html`;
        return {
          ...(await evaluation.report(id, address.language)),
          type: 'text/html; charset=utf-8',
          fileName,
        };
      }
      case 'evaluation-photo':
        return { ...(await evaluation.photo(id, address.number)), type: 'image/jpeg' };
      case 'evaluation-heatmap':
        return { ...(await evaluation.heatmap(id, address.number)), type: 'image/jpeg' };
      case 'evaluation-picture':
        return { ...(await evaluation.wholePhoto(id, address.number)), type: 'image/jpeg' };
      case 'evaluation-map':
        return { ...(await evaluation.map(id, address.number)), type: 'application/octet-stream' };
      case 'evaluation-truth':
        return { ...(await evaluation.truth(id, address.number)), type: 'image/png' };
      case 'export':
        return statistics.read(id);
      case 'support-archive':
        return diagnosis.read(id);
    }
  }

  return async (address, user) => {
    ensurePermission(user, mediaKinds[address.kind].permission, address.kind);
    const { sha256, type, fileName, ...content } = await read(address);
    const body = 'body' in content ? content.body : new Blob([new Uint8Array(content.bytes)]);
    const etag = `${address.kind}-${sha256}`;
    return { body, type, etag, ...(fileName === undefined ? {} : { fileName }) };
  };
}
