import { StationError } from '../../../shared/domain/station-error.ts';
import { modelSchema, modelType, type OnnxModel } from './onnx-schema.ts';

/** The bytes of an `.onnx` file. */
export function encodeModel(model: OnnxModel): Uint8Array {
  return modelType.encode(modelType.fromObject(model)).finish();
}

/**
 * Reads the bytes of an `.onnx` file.
 *
 * @param name what the file is, for the error
 * @throws StationError CORRUPT_MODEL if the bytes are no ONNX model
 */
export function readModel(bytes: Uint8Array, name: string): OnnxModel {
  try {
    const message = modelType.decode(bytes);
    return modelSchema.parse(modelType.toObject(message, { longs: Number, arrays: true }));
  } catch (error) {
    throw new StationError('CORRUPT_MODEL', `${name} is damaged or not an ONNX file.`, String(error));
  }
}
