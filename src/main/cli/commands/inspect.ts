import {
  toWindowSchema,
  unpackLive,
  type LiveProblem,
  type LiveResult,
} from '../../../shared/contract/live.ts';
import { verdicts, type Verdict } from '../../../shared/domain/verdict.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { listImages } from '../../images/list-images.ts';
import { createHeatmapWriter, type HeatmapWriter } from '../heatmap-writer.ts';
import { productByName, type CommandContext } from '../command-context.ts';
import { areaPercent, counted } from '../text.ts';

/** Inspects each image of a folder as a part; the log gets them as from any other watched folder. */
export async function inspect(
  context: CommandContext,
  options: { readonly product: string; readonly images: string; readonly heatmaps?: string },
): Promise<void> {
  const { product: name, images: folder } = options;
  const { client, terminal } = context;
  const product = await productByName(client, name);
  const { images } = await listImages(folder);
  const heatmaps = options.heatmaps === undefined ? null : createHeatmapWriter(folder, options.heatmaps);
  const { results, problems } = await inspectFolder(context, product.id, folder, images.length, heatmaps);
  await heatmaps?.finished();
  if (results.length === 0) {
    const [first] = problems;
    throw new StationError(
      first?.code ?? 'NO_IMAGES',
      `None of the ${images.length} images of “${folder}” could be inspected. ${first?.message ?? ''}`.trim(),
    );
  }
  const counts = count(results);
  for (const { verdict, score, regions, name: file } of results) {
    const found = `${counted(regions.count, 'region')}, largest ${areaPercent(regions.largest)}`;
    terminal.print(
      `${verdict.padEnd(6)}  ${score.toFixed(4).padStart(9)}  ${found.padEnd(28)}  ${file ?? ''}`.trimEnd(),
    );
  }
  terminal.print(verdicts.map((verdict) => `${verdict} ${counts[verdict]}`).join(', '));
  terminal.printJson({
    images: results.map(({ name: file, verdict, score, regions }) => ({
      name: file,
      verdict,
      score,
      regions,
    })),
    counts,
    skipped: problems.map(({ code, message }) => ({ code, message })),
  });
}

/** Runs a session until `total` images have each given a verdict or a problem, or the folder is lost. */
async function inspectFolder(
  { client, live, terminal, signal }: CommandContext,
  productId: string,
  folder: string,
  total: number,
  heatmaps: HeatmapWriter | null,
): Promise<{ results: LiveResult[]; problems: LiveProblem[] }> {
  const results: LiveResult[] = [];
  const problems: LiveProblem[] = [];
  const { promise: finished, resolve: finish } = Promise.withResolvers<undefined>();
  const onAbort = (): void => finish(undefined);
  const connection = live.connect((block) => {
    const { header, body } = unpackLive(block);
    const message = toWindowSchema.parse(header);
    if (message.kind === 'session') return true;
    if (message.kind === 'result') {
      results.push(message);
      heatmaps?.add(message, body);
    } else {
      problems.push(message);
      terminal.note(`Skipped: ${message.message}`);
    }
    terminal.progress(`Inspecting: ${results.length + problems.length} of ${total} images`);
    const lost = message.kind === 'problem' && message.code === 'CAMERA_UNAVAILABLE';
    if (lost || results.length + problems.length >= total) finish(undefined);
    return true;
  });
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const source = { kind: 'watched-folder', folder } as const;
    const { id } = await client.inspection.start({ productId, source });
    if (signal.aborted) onAbort();
    await finished;
    await client.inspection.stop({ sessionId: id });
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', onAbort);
    connection.close();
  }
  return { results, problems };
}

function count(results: readonly LiveResult[]): Record<Verdict, number> {
  const counts = { good: 0, review: 0, defect: 0 };
  for (const { verdict } of results) counts[verdict] += 1;
  return counts;
}
