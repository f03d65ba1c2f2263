import type { MapPart } from '../../../shared/domain/map-parts.ts';
import { foreignGraph, graphValues, type GraphValues } from './graph-values.ts';
import { elementTypes, type OnnxModel, type OnnxNode, type OnnxTensor } from './onnx-schema.ts';
import { membersForm, teacherValues } from './teacher-values.ts';

/** A model's graph that also outputs the parts of its map. */
export interface PartedModel {
  readonly model: OnnxModel;
  /** The output of each part, `[1, 1, h, w]`. In the inspected area map = Σ parts; elsewhere NaN. */
  readonly parts: readonly { readonly part: MapPart; readonly output: string }[];
  /** Outputs with the teacher's standardised descriptors, `[1, D, rows, columns]` or `[D, rows · columns]`. */
  readonly descriptors: readonly string[];
  /** Rows and columns of the cells that the map is upsampled from. */
  readonly grid: readonly [number, number];
}

/**
 * Operations between the sum of the parts and the map. They are linear, so they may be applied to each part
 * alone.
 */
const additive = ['Identity', 'Mul', 'MatMul', 'Pad', 'Conv', 'Resize', 'Where'];
const prefix = 'part';

/**
 * Splits the map of a finished model into its parts (decision 0094). The stored graph is unchanged; the steps
 * from ẽ + ṽ to the map (inspected area, smoothing, calibration, upsampling) are repeated for each part with
 * the same constants.
 *
 * @throws StationError CORRUPT_MODEL if `appendModelOutputs` did not build the graph
 */
export function partedModel(model: OnnxModel): PartedModel {
  const { graph } = model;
  const values = graphValues(model);
  const error = values.behindOutput('regression_error');
  const uncertainty = values.behindOutput('predictive_uncertainty');
  const sum = sumOf(graph.node, error, uncertainty);
  const steps = stepsBetween(values, sum, values.behindOutput('map'));
  const map = graph.output.find(({ name }) => name === 'map');

  const nodes: OnnxNode[] = [];
  const parts = addendsOf(values, error, uncertainty).map(({ part, addends }) => {
    let value = add(nodes, addends, `${prefix}_${part}/sum`);
    for (const [index, step] of steps.entries()) {
      const output = `${prefix}_${part}/${index}`;
      nodes.push({ ...step.node, input: inputsFor(step, value), output: [output], name: output });
      value = output;
    }
    const output = `${prefix}_${part}`;
    nodes.push({ input: [value], output: [output], opType: 'Identity', attribute: [], name: output });
    return { part, output };
  });
  const descriptors = teacherValues(model);
  const outputs = [
    { name: 'map', type: map?.type },
    ...parts.map(({ output }) => ({ name: output, type: map?.type })),
    ...descriptors.map((name) => ({ name, type: { tensorType: { elemType: elementTypes.float } } })),
  ];
  return {
    model: {
      ...model,
      graph: {
        ...graph,
        node: [...graph.node, ...nodes],
        initializer: [...graph.initializer, ...(nodes.some(isWhere) ? [notANumber] : [])],
        output: outputs,
      },
    },
    parts,
    descriptors,
    grid: gridOf(model),
  };
}

function gridOf({ graph }: OnnxModel): [number, number] {
  const shape = graph.output.find(({ name }) => name === 'regression_error')?.type?.tensorType?.shape;
  const [, , rows, columns] = (shape?.dim ?? []).map(({ dimValue }) => dimValue);
  if (!rows || !columns) throw foreignGraph('Its regression error has no size');
  return [rows, columns];
}

/** Returns the name of ẽ + ṽ. */
function sumOf(nodes: readonly OnnxNode[], error: string, uncertainty: string): string {
  const node = nodes.find(
    ({ opType, input }) => opType === 'Add' && input[0] === error && input[1] === uncertainty,
  );
  const [sum] = node?.output ?? [];
  if (sum === undefined) throw foreignGraph('Its map is no sum of regression error and uncertainty');
  return sum;
}

/** A node on the way to the map, and the index of its input on this way. */
interface Step {
  readonly node: OnnxNode;
  readonly place: number;
}

function stepsBetween(values: GraphValues, from: string, to: string): Step[] {
  const steps: Step[] = [];
  for (let value = to; value !== from;) {
    const node = values.producer(value);
    const place = node.input.findIndex((name) => values.dependsOn(name, from));
    const next = node.input[place];
    if (next === undefined || !additive.includes(node.opType)) {
      throw foreignGraph(`Between the sum and the map stands ${node.opType}`);
    }
    steps.unshift({ node, place });
    value = next;
  }
  return steps;
}

/** Returns a node's inputs for one part. Outside the inspected area (`Where`) a part is NaN. */
function inputsFor({ node, place }: Step, value: string): string[] {
  return node.input.map((name, at) => {
    if (at === place) return value;
    return isWhere(node) && at > place ? notANumberName : name;
  });
}

function isWhere({ opType }: OnnxNode): boolean {
  return opType === 'Where';
}

interface Addends {
  readonly part: MapPart;
  readonly addends: readonly string[];
}

/** Returns the parts of the map, each with the values that it is the sum of. */
function addendsOf(values: GraphValues, error: string, uncertainty: string): Addends[] {
  const maker = values.producer(error);
  const errors = maker.opType === 'Sum' ? maker.input : [error];
  const ofMemory = (value: string): boolean => values.dependsOn(value, membersForm);
  const parts: Addends[] = [
    { part: 'error', addends: errors.filter((value) => !ofMemory(value)) },
    // A single judge has a constant uncertainty of 0, which is no part.
    { part: 'uncertainty', addends: values.dependsOn(uncertainty, 'no_uncertainty') ? [] : [uncertainty] },
    { part: 'distance', addends: errors.filter(ofMemory) },
  ];
  return parts.filter(({ addends }) => addends.length > 0);
}

function add(nodes: OnnxNode[], addends: readonly string[], name: string): string {
  const [only = ''] = addends;
  if (addends.length === 1) return only;
  nodes.push({ input: [...addends], output: [name], opType: 'Sum', attribute: [], name });
  return name;
}

const notANumberName = `${prefix}/not_a_number`;
const notANumber: OnnxTensor = {
  name: notANumberName,
  dims: [],
  dataType: elementTypes.float,
  rawData: new Uint8Array(Float32Array.of(Number.NaN).buffer),
};
