import type { GraphBuilder } from './graph-builder.ts';
import type { OnnxModel, OnnxNode } from './onnx-schema.ts';

/**
 * Appends the part of a model that some of its values need, e.g. a pretrained backbone up to one of its
 * layers.
 *
 * @param prefix for every copied name
 * @param inputs the value of `graph` for each of the model's needed inputs
 * @param values names of values in the model
 * @returns the names of these values in `graph`
 * @throws RangeError if a value or a needed input is missing
 */
export function mergeModel(
  graph: GraphBuilder,
  model: OnnxModel,
  options: {
    readonly prefix: string;
    readonly inputs: Readonly<Record<string, string>>;
    readonly values: readonly string[];
  },
): string[] {
  const names = new Map(Object.entries(options.inputs));
  const { nodes, constants } = reachable(model, options.values, new Set(names.keys()));
  const rename = (name: string) => {
    const known = names.get(name);
    if (known !== undefined) return known;
    const unique = graph.unique(`${options.prefix}/${name}`);
    names.set(name, unique);
    return unique;
  };
  for (const tensor of model.graph.initializer) {
    if (tensor.name !== undefined && constants.has(tensor.name)) {
      graph.appendConstant({ ...tensor, name: rename(tensor.name) });
    }
  }
  for (const node of model.graph.node) {
    if (!nodes.has(node)) continue;
    const output = node.output.map((name) => (name === '' ? '' : rename(name)));
    graph.append({
      ...node,
      input: node.input.map((name) => (name === '' ? '' : rename(name))),
      output,
      name: output.find((name) => name !== '') ?? '',
    });
  }
  return options.values.map(rename);
}

/** Finds the nodes and constants that `values` depend on. */
function reachable(model: OnnxModel, values: readonly string[], inputs: ReadonlySet<string>) {
  const producers = new Map(
    model.graph.node.flatMap((node) => node.output.map((name) => [name, node] as const)),
  );
  const initializers = new Set(model.graph.initializer.map(({ name }) => name));
  const nodes = new Set<OnnxNode>();
  const constants = new Set<string>();
  const open = [...values];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === '' || inputs.has(name)) continue;
    if (initializers.has(name)) {
      constants.add(name);
      continue;
    }
    const node = producers.get(name);
    if (!node) throw new RangeError(`The model has no value named ${name}, or it is an input left open`);
    if (!nodes.has(node)) {
      nodes.add(node);
      open.push(...node.input);
    }
  }
  return { nodes, constants };
}
