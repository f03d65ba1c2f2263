import { readFile } from 'node:fs/promises';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { sha256 } from '../files/hash.ts';
import { readModel } from '../networks/onnx/model-file.ts';
import type { OnnxModel } from '../networks/onnx/onnx-schema.ts';

/**
 * Reads the pretrained network's file.
 *
 * @throws StationError NO_TEACHER if the file cannot be read, CORRUPT_MODEL if it is no ONNX model
 */
export async function readBackbone(file: string): Promise<{ model: OnnxModel; sha256: string }> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new StationError('NO_TEACHER', `The pretrained network ${file} cannot be read.`, messageOf(error));
  });
  return { model: readModel(bytes, file), sha256: sha256(bytes) };
}
