/** Mean and standard deviation, component by component. */
export interface ComponentMoments {
  /** `[D]` */
  readonly mean: Float64Array;
  /** `[D]`, ≥ 0 */
  readonly deviation: Float64Array;
}

/**
 * Streams vectors and computes their component-wise mean and variance in one pass (Chan, Golub, LeVeque
 * 1979). It merges blocks, so that many values or a large mean cost no precision.
 */
export class RunningMoments {
  readonly #size: number;
  readonly #mean: Float64Array;
  readonly #squares: Float64Array;
  #count = 0;

  /** @param size number of components D, ≥ 1 */
  constructor(size: number) {
    this.#size = size;
    this.#mean = new Float64Array(size);
    this.#squares = new Float64Array(size);
  }

  get count(): number {
    return this.#count;
  }

  /**
   * Adds a block of vectors stored component by component.
   *
   * @param planes `[D, N]`: each component's N values in a row, as in ONNX feature maps `[1, D, h, w]`
   * @param inside `[N]`, 1 for positions that count; default: all
   */
  add(planes: Float32Array, inside?: Uint8Array): void {
    const vectors = planes.length / this.#size;
    this.#merge({ values: planes, vectors, componentStride: vectors, vectorStride: 1 }, inside);
  }

  /**
   * Adds a block of vectors stored one after the other.
   *
   * @param rows `[N, D]`
   */
  addRows(rows: Float32Array): void {
    const vectors = rows.length / this.#size;
    this.#merge({ values: rows, vectors, componentStride: 1, vectorStride: this.#size });
  }

  /** Returns mean and population standard deviation so far; 0 for a component that never varied. */
  moments(): ComponentMoments {
    return {
      mean: this.#mean.slice(),
      deviation: this.#squares.map((squares) => Math.sqrt(squares / Math.max(this.#count, 1))),
    };
  }

  /**
   * Returns the moments so far, safe to divide by. A component that never varies (σ ≈ 0) would turn the
   * smallest change into a huge error. So deviations are at least a thousandth of the mean deviation of all
   * components, or `floor` if nothing varies.
   */
  result(floor = 1e-6): ComponentMoments {
    const { mean, deviation } = this.moments();
    const average = deviation.reduce((sum, value) => sum + value, 0) / this.#size;
    const least = Math.max(average * 1e-3, floor);
    return { mean, deviation: deviation.map((value) => Math.max(value, least)) };
  }

  #merge(block: Block, inside?: Uint8Array): void {
    const chosen = inside ? inside.reduce((sum, value) => sum + value, 0) : block.vectors;
    if (chosen === 0) return;
    const total = this.#count + chosen;
    for (let component = 0; component < this.#size; component++) {
      const [mean, squares] = blockMoments(block, component, chosen, inside);
      const previous = this.#mean[component] ?? 0;
      const difference = mean - previous;
      this.#mean[component] = previous + (difference * chosen) / total;
      this.#squares[component] =
        (this.#squares[component] ?? 0) + squares + (difference * difference * this.#count * chosen) / total;
    }
    this.#count = total;
  }
}

/** Layout of vectors in memory: value i of component c lies at `c · componentStride + i · vectorStride`. */
interface Block {
  readonly values: Float32Array;
  readonly vectors: number;
  readonly componentStride: number;
  readonly vectorStride: number;
}

/**
 * Returns the mean and the sum of squared differences from it, over the chosen positions of one component.
 */
function blockMoments(
  { values, vectors, componentStride, vectorStride }: Block,
  component: number,
  chosen: number,
  inside?: Uint8Array,
): [number, number] {
  const start = component * componentStride;
  let sum = 0;
  for (let i = 0; i < vectors; i++) if (!inside || inside[i]) sum += values[start + i * vectorStride] ?? 0;
  const mean = sum / chosen;
  let squares = 0;
  for (let i = 0; i < vectors; i++) {
    if (inside && !inside[i]) continue;
    const difference = (values[start + i * vectorStride] ?? 0) - mean;
    squares += difference * difference;
  }
  return [mean, squares];
}
