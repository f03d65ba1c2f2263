import { foreignGraph } from './graph-values.ts';
import type { OnnxModel, OnnxNode } from './onnx-schema.ts';

/** What a memory's members are called in a graph. */
export const membersForm = /^members/;

/** What a value was computed with. */
interface Origin {
  readonly teacher: boolean;
  readonly judge: boolean;
}

/**
 * The teacher's descriptors in a finished model's graph: the values that only the teacher made, where students or a memory take them
 * up. They are standardised by then, so that each says how far a place is from what the product's good images show there. A memory
 * takes all layers up at once, so that the students' levels beside it say nothing new; of several views the first has the map's cells.
 * Students that see the levels joined and imitate each by itself take up the same values twice: these are named once, by level.
 *
 * @returns names of values `[1, D, rows, columns]` (students), or one of `[D, rows · columns]` (memory)
 * @throws StationError CORRUPT_MODEL when no students and no memory take anything up
 */
export function teacherValues({ graph }: OnnxModel): string[] {
  const origins = new Map<string, Origin>(
    graph.initializer.map(({ name = '' }) => [
      name,
      {
        teacher: /^(teacher_|backbone\/)/.test(name),
        judge: /^student_/.test(name) || membersForm.test(name),
      },
    ]),
  );
  const found = new Set<string>();
  for (const node of graph.node) {
    const inputs = node.input.map((name) => origins.get(name) ?? { teacher: false, judge: false });
    const origin = {
      teacher: inputs.some(({ teacher }) => teacher),
      judge: inputs.some(({ judge }) => judge),
    };
    for (const name of node.output) origins.set(name, origin);
    if (!origin.teacher || !origin.judge) continue;
    const taken = node.input.filter((_, at) => inputs[at]?.teacher && !inputs[at].judge);
    if (isMemory(node)) return taken;
    for (const name of taken) found.add(name);
  }
  if (found.size === 0) throw foreignGraph('Nobody learns from its teacher');
  const joined = graph.node
    .filter(({ opType, input }) => opType === 'Concat' && input.every((name) => found.has(name)))
    .flatMap(({ output }) => output);
  return [...found].filter((name) => !joined.includes(name));
}

/** The product of the descriptors with a memory's members. */
function isMemory({ opType }: OnnxNode): boolean {
  return opType === 'Gemm';
}
