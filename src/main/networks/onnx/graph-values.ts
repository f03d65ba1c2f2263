import { StationError } from '../../../shared/domain/station-error.ts';
import type { OnnxModel, OnnxNode } from './onnx-schema.ts';

/** Looks up a graph's values by name: their nodes and their dependencies. */
export interface GraphValues {
  /** Returns the node that makes a value. @throws StationError CORRUPT_MODEL if there is none */
  producer(value: string): OnnxNode;
  /**
   * Returns the value behind a model's output.
   *
   * @throws StationError CORRUPT_MODEL if there is no such output
   */
  behindOutput(name: string): string;
  /** Returns whether a value depends on a value or constant with this name, or a name of this form. */
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

/** Makes the error for a graph that this program's trainings do not write. */
export function foreignGraph(detail: string): StationError {
  return new StationError(
    'CORRUPT_MODEL',
    'The graph of this model is not built as this version expects it, so that its map cannot be taken apart. Train the model again.',
    detail,
  );
}
