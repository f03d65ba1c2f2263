import type { OnnxModel } from './onnx-schema.ts';

/**
 * Returns the properties that determine a graph's run time, as text: its operations and the shapes of its
 * weights, not their values.
 */
export function graphStructure({ graph }: OnnxModel): string {
  const operations = graph.node.map(({ opType, attribute }) => [
    opType,
    attribute.map(({ name, i, ints }) => [name, i, ints]),
  ]);
  const constants = graph.initializer.map(({ dims, dataType }) => [dataType, ...dims]);
  return JSON.stringify([operations, constants]);
}
