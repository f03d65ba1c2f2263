import { StationError } from '../../../shared/domain/station-error.ts';
import type { OnnxModel, OnnxNode } from './onnx-schema.ts';

/** The values of a graph by name: which node makes each, and what it is made of. */
export interface GraphValues {
  /** The node that makes a value. @throws StationError CORRUPT_MODEL when none does */
  producer(value: string): OnnxNode;
  /** The value that an output of the model stands for. @throws StationError CORRUPT_MODEL when there is no such output */
  behindOutput(name: string): string;
  /** Whether a value is computed from another one, or from a constant, of that name, or of a name of that form. */
  dependsOn(value: string, source: string | RegExp): boolean;
}

export function graphValues({ graph }: OnnxModel): GraphValues {
  const producers = new Map(graph.node.flatMap((node) => node.output.map((name) => [name, node] as const)));

  function producer(value: string): OnnxNode {
    const node = producers.get(value);
    if (node) return node;
    throw foreignGraph(`Nothing in it makes a value named ${value}`);
  }

  return {
    producer,
    behindOutput(name) {
      if (!graph.output.some((output) => output.name === name)) {
        throw foreignGraph(`It has no output named ${name}`);
      }
      const [value] = producer(name).input;
      if (value === undefined) throw foreignGraph(`Its output ${name} stands for nothing`);
      return value;
    },
    dependsOn(value, source) {
      const seen = new Set<string>();
      const open = [value];
      for (let name = open.pop(); name !== undefined; name = open.pop()) {
        if (typeof source === 'string' ? name === source : source.test(name)) return true;
        if (seen.has(name)) continue;
        seen.add(name);
        open.push(...(producers.get(name)?.input ?? []));
      }
      return false;
    },
  };
}

/** A graph that is none of those that trainings of this program write. */
export function foreignGraph(detail: string): StationError {
  return new StationError(
    'CORRUPT_MODEL',
    'The graph of this model is not built as this version expects it, so that its map cannot be taken apart. Train the model again.',
    detail,
  );
}
