type Labels = Readonly<Record<string, string | number>>;

/** One line: the ending of the name, such as `_sum`, with labels and value. */
interface Sample {
  readonly ending: string;
  readonly labels: Labels;
  readonly value: number;
}

/** A metric with all its lines. */
export interface Family {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly samples: readonly Sample[];
}

export const sample = (labels: Labels, value: number): Sample => ({ ending: '', labels, value });

/**
 * Returns the lines of a histogram.
 *
 * @param bounds upper ends of the buckets, rising
 * @param buckets number of values in each bucket alone, not cumulative
 * @param sum sum of all values, including those above the last bound
 * @param count number of all values
 */
export function histogram(
  labels: Labels,
  bounds: readonly number[],
  buckets: readonly number[],
  sum: number,
  count: number,
): Sample[] {
  let below = 0;
  const lines = bounds.map((bound, index) => {
    below += buckets[index] ?? 0;
    return { ending: '_bucket', labels: { ...labels, le: bound }, value: below };
  });
  return [
    ...lines,
    { ending: '_bucket', labels: { ...labels, le: '+Inf' }, value: count },
    { ending: '_sum', labels, value: sum },
    { ending: '_count', labels, value: count },
  ];
}

/** Writes families in Prometheus' text format 0.0.4. */
export function exposition(families: readonly Family[]): string {
  return families
    .map(({ name, type, help, samples }) => {
      const lines = samples.map(
        ({ ending, labels, value }) => `${name}${ending}${labelsOf(labels)} ${value}\n`,
      );
      return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
    })
    .join('');
}

function labelsOf(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => {
    const text = String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
    return `${name}="${text}"`;
  });
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
