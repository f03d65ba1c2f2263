import { encodeModel } from './model-file.ts';
import {
  attributeTypes,
  elementTypes,
  type ElementType,
  type OnnxAttribute,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValueInfo,
} from './onnx-schema.ts';

/** A number is an integer attribute; floats are marked, because ONNX distinguishes the two. */
export type AttributeValue =
  number | string | readonly number[] | { readonly float: number } | { readonly floats: readonly number[] };

export type Attributes = Readonly<Record<string, AttributeValue>>;

/** The numbers of a constant. */
export type ConstantData = Float32Array | BigInt64Array | Int32Array | Int8Array | Uint8Array;

/** The size of a value's side, or a name if the size is open. */
export type Dimension = number | string;

const irVersion = 10;
const opset = 20;

/** Builds an ONNX graph node by node. Strings name values; every returned name is new. */
export class GraphBuilder {
  readonly #name: string;
  readonly #nodes: OnnxNode[] = [];
  readonly #constants: OnnxTensor[] = [];
  readonly #inputs: OnnxValueInfo[] = [];
  readonly #outputs: OnnxValueInfo[] = [];
  readonly #taken = new Map<string, number>();

  constructor(name: string) {
    this.#name = name;
  }

  /** Declares an input and keeps its name. */
  input(name: string, type: ElementType, shape: readonly Dimension[]): string {
    this.#reserve(name);
    this.#inputs.push(valueInfo(name, type, shape));
    return name;
  }

  /** Declares `value` as the output `name`, with the shape that callers of the model may rely on. */
  output(name: string, value: string, type: ElementType, shape: readonly Dimension[]): void {
    this.#reserve(name);
    this.#nodes.push({ input: [value], output: [name], opType: 'Identity', attribute: [], name });
    this.#outputs.push(valueInfo(name, type, shape));
  }

  /** Appends a node with one output and returns its name. An empty input name omits an optional input. */
  node(opType: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const output = this.unique(opType.toLowerCase());
    this.append({
      input: [...inputs],
      output: [output],
      name: output,
      opType,
      attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
    });
    return output;
  }

  /** Adds a constant tensor with the array's element type. */
  constant(name: string, shape: readonly number[], data: ConstantData): string {
    const unique = this.unique(name);
    this.appendConstant({
      name: unique,
      dims: [...shape],
      dataType: elementTypes[elementTypeOf(data)],
      rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    });
    return unique;
  }

  /** Adds a constant list of integers `[n]`, e.g. a shape, pads or axes. */
  integers(name: string, values: readonly number[]): string {
    return this.constant(name, [values.length], BigInt64Array.from(values.map(BigInt)));
  }

  /** Adds a constant float32 scalar. */
  scalar(name: string, value: number): string {
    return this.constant(name, [], Float32Array.of(value));
  }

  /** Returns a name that is unused in the graph. */
  unique(name: string): string {
    const count = this.#taken.get(name) ?? 0;
    this.#taken.set(name, count + 1);
    return count === 0 ? name : this.unique(`${name}_${count}`);
  }

  /** Appends a node unchanged; its output names must come from {@link unique}. */
  append(node: OnnxNode): void {
    this.#nodes.push(node);
  }

  /** Appends a constant unchanged; its name must come from {@link unique}. */
  appendConstant(tensor: OnnxTensor): void {
    this.#constants.push(tensor);
  }

  model(metadata: Readonly<Record<string, string>> = {}): OnnxModel {
    return {
      irVersion,
      producerName: 'loupe',
      opsetImport: [{ domain: '', version: opset }],
      metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
      graph: {
        name: this.#name,
        node: this.#nodes,
        initializer: this.#constants,
        input: this.#inputs,
        output: this.#outputs,
      },
    };
  }

  /** Returns the bytes of the `.onnx` file. */
  serialise(metadata: Readonly<Record<string, string>> = {}): Uint8Array {
    return encodeModel(this.model(metadata));
  }

  #reserve(name: string): void {
    if (this.unique(name) !== name) throw new RangeError(`The graph has a value named ${name} already`);
  }
}

function elementTypeOf(data: ConstantData): ElementType {
  if (data instanceof Float32Array) return 'float';
  if (data instanceof BigInt64Array) return 'int64';
  if (data instanceof Int32Array) return 'int32';
  return data instanceof Int8Array ? 'int8' : 'uint8';
}

function valueInfo(name: string, type: ElementType, shape: readonly Dimension[]): OnnxValueInfo {
  const dim = shape.map((side) => (typeof side === 'number' ? { dimValue: side } : { dimParam: side }));
  return { name, type: { tensorType: { elemType: elementTypes[type], shape: { dim } } } };
}

function attribute(name: string, value: AttributeValue): OnnxAttribute {
  if (typeof value === 'number') return { name, type: attributeTypes.int, i: value };
  if (typeof value === 'string') {
    return { name, type: attributeTypes.string, s: new TextEncoder().encode(value) };
  }
  if ('float' in value) return { name, type: attributeTypes.float, f: value.float };
  if ('floats' in value) return { name, type: attributeTypes.floats, floats: [...value.floats] };
  return { name, type: attributeTypes.ints, ints: [...value] };
}
