import { foreignGraph } from './graph-values.ts';
import type { OnnxModel, OnnxNode } from './onnx-schema.ts';

/** Form of the names of a memory's members in a graph. */
export const membersForm = /^members/;

/** The weights that a value was computed with. */
interface Origin {
  readonly teacher: boolean;
  readonly judge: boolean;
}

/**
 * Finds the teacher's descriptors in a finished model's graph: values made by the teacher alone and used by
 * students or a memory. They are standardised there, so each shows how far a place is from the product's good
 * images. A memory uses all layers at once, so the students' levels beside it add nothing. Of several views,
 * the first has the map's cells. Students that see the joined levels and imitate each level use the same
 * values twice; these are listed once, by level.
 *
 * @returns names of values `[1, D, rows, columns]` (students), or one of `[D, rows · columns]` (memory)
 * @throws StationError CORRUPT_MODEL if there are neither students nor a memory
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

/** Returns whether a node is the product of the descriptors with a memory's members. */
function isMemory({ opType }: OnnxNode): boolean {
  return opType === 'Gemm';
}
