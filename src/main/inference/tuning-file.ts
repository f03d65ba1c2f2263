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

/** The known tunings, by machine and graph. */
const fileSchema = z.record(z.string(), tuningSchema);

/**
 * Returns a graph's tuning on this machine: the known one, else that of a trial, which is kept if the machine was quiet. A missing or
 * damaged file leads to a new trial; a file that cannot be written, to a trial each time. It never fails: a graph that cannot be tried
 * stays untuned.
 *
 * @param graph path of the graph
 * @param file path of the file of tunings; null for no file and no trials
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
    // The graph's fault is reported when it is opened.
    return untuned;
  }
}

/** Names the rule of choice. Change it with the rule, so that tunings by an earlier rule are found anew. */
const choice = 'fewest threads within 20 ms';

/** Returns a tuning's key: the rule of choice, the processor, its number of cores, ONNX Runtime's version and the graph's structure. */
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
