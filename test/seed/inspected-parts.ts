import { InferenceSession, Tensor } from 'onnxruntime-node';
import { generatePart } from '../../src/main/sample/generate-part.ts';
import { defectKinds, type DefectKind } from '../../src/main/sample/blemish.ts';
import type { AnomalyMap } from '../../src/main/images/map-file.ts';
import type { Frame } from '../../src/shared/domain/frame.ts';

/** A rendered part and the model's result. */
export interface InspectedPart {
  /** The part's defect; null for a good part. */
  readonly defect: DefectKind | null;
  readonly frame: Frame;
  readonly score: number;
  readonly map: AnomalyMap;
}

/**
 * Renders parts as the sample product's camera sees them and inspects them with a model. One in three is good.
 *
 * @param graph path of the model's graph
 * @param first number of the first part; the same number gives the same part
 */
export async function inspectParts(graph: string, count: number, first: number): Promise<InspectedPart[]> {
  const session = await InferenceSession.create(graph);
  const parts: InspectedPart[] = [];
  for (let number = first; number < first + count; number++) {
    const kind = number % 3 === 0 ? undefined : defectKinds[number % defectKinds.length];
    const { frame, defect } = generatePart(number, kind);
    const shape = [1, frame.height, frame.width, 3];
    const { score, map } = await session.run({ frame: new Tensor('uint8', frame.data, shape) }, [
      'score',
      'map',
    ]);
    const [height = 0, width = 0] = map?.dims.slice(-2) ?? [];
    const [value = Number.NaN] = floats(score);
    parts.push({ defect, frame, score: value, map: { map: Float32Array.from(floats(map)), width, height } });
  }
  await session.release();
  return parts;
}

function floats(tensor: Tensor | undefined): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new TypeError('The model gives no float32');
}
