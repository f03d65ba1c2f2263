import { maximumUploadBytes } from '../../shared/contract/datasets.ts';
import { StationError } from '../../shared/domain/station-error.ts';

/** Reads a file that the window sent. @throws StationError BAD_INPUT above 60 MB */
export async function readUpload(file: File): Promise<Uint8Array> {
  if (file.size > maximumUploadBytes) {
    throw new StationError(
      'BAD_INPUT',
      `“${file.name}” has ${Math.round(file.size / 1e6)} MB; a window may send ${maximumUploadBytes / 1e6} MB. Save it compressed, or import its folder.`,
    );
  }
  return file.bytes();
}
