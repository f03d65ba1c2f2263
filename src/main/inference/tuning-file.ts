import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import ort from 'onnxruntime-node';
import { z } from 'zod';
import { writeFileDurably } from '../files/durable-file.ts';
import { sha256 } from '../files/hash.ts';
import { graphStructure } from '../networks/onnx/graph-structure.ts';
import { readModel } from '../networks/onnx/model-file.ts';
import { tuningSchema, untuned, type Tuning } from './graph-tuning.ts';
import type { TrialResult } from './tuning-trial.ts';

/** The tunings found, by machine and graph. */
const fileSchema = z.record(z.string(), tuningSchema);

/**
 * The tuning of a graph on this machine: the one found before, else that of a trial, which is kept when it holds. A file that
 * is missing or damaged means a new trial; one that cannot be written, a trial each time. Never fails: a graph that cannot be
 * tried stays untuned.
 *
 * @param graph path of the graph
 * @param file where the tunings are kept; null for none, and no trials
 */
export async function tuningOf(
  graph: string,
  file: string | null,
  trial: (graph: string) => Promise<TrialResult>,
): Promise<Tuning> {
  if (file === null) return untuned;
  try {
    const key = await keyOf(graph);
    const known = await readTunings(file);
    const found = known[key];
    if (found) return found;
    const { tuning, lasting } = await trial(graph);
    if (lasting) await keep(file, { ...known, [key]: tuning });
    return tuning;
  } catch {
    // What is wrong with the graph is said when it is opened.
    return untuned;
  }
}

/** Changes when the choice does, so that what an earlier one found is found anew. */
const choice = 'fewest threads within 20 ms';

/** The choice, processor, number of cores, ONNX Runtime's version and what the graph computes. */
async function keyOf(graph: string): Promise<string> {
  const structure = graphStructure(readModel(await readFile(graph), graph));
  const machine = [choice, cpus()[0]?.model ?? '', availableParallelism(), ort.env.versions.node ?? ''];
  return sha256(new TextEncoder().encode(JSON.stringify([...machine, structure])));
}

async function readTunings(file: string): Promise<z.infer<typeof fileSchema>> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return {};
  }
}

async function keep(file: string, tunings: z.infer<typeof fileSchema>): Promise<void> {
  const text = `${JSON.stringify(tunings, null, 2)}\n`;
  await writeFileDurably(file, new TextEncoder().encode(text)).catch(() => undefined);
}
