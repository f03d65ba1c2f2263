import { z } from 'zod';
import type { LiveUninspected } from '../../../shared/contract/live.ts';
import { notInspectedReasons, type NotInspectedReason } from '../../../shared/domain/not-inspected.ts';
import { noOutcomes, outcomes, type Outcome, type OutcomeCounts } from '../../../shared/domain/outcome.ts';
import type { WatchedFolder } from '../../../shared/contract/inspection.ts';
import { StationError, type ErrorCode } from '../../../shared/domain/station-error.ts';
import type { Product } from '../../../shared/contract/products.ts';
import { sampleBitsSchema } from '../../images/sample-bits.ts';
import { IncompleteError } from '../command-failure.ts';
import { createHeatmapWriter } from '../heatmap-writer.ts';
import { productByName, type CommandContext } from '../command-context.ts';
import { resultText, runSession, type SessionResults } from '../run-session.ts';
import type { Terminal } from '../terminal.ts';
import { counted } from '../text.ts';
import { inspectCamera } from './inspect-camera.ts';

const cardSchema = z.object({ sampleBits: sampleBitsSchema.optional() });

/** Error code of a command that inspected nothing, by the reason of the first part. */
const codes: Readonly<Record<NotInspectedReason, ErrorCode>> = {
  unreadable: 'UNREADABLE_IMAGE',
  'no-picture': 'CAMERA_UNAVAILABLE',
  unlike: 'UNREADABLE_IMAGE',
  late: 'WORKER_FAILED',
  'worker-failed': 'WORKER_FAILED',
  'not-logged': 'NO_PERMISSION',
  'out-of-place': 'OUT_OF_PLACE',
};

export interface InspectOptions {
  readonly product: string;
  /** A folder, or a camera as its address or kind and pairs `key=value`. One of the two is given. */
  readonly images?: string;
  readonly camera?: readonly string[];
  /** Number of frames of a camera to inspect; if left out, until the video or the command ends. */
  readonly frames?: number;
  readonly subfolders?: true;
  /** Whether to inspect images that were inspected before. */
  readonly again?: true;
  readonly heatmaps?: string;
}

/**
 * Inspects a folder or a camera and logs the parts like any other inspection.
 *
 * @throws StationError BAD_INPUT if neither is named
 * @throws IncompleteError if an image has no verdict or its verdict could not be logged
 */
export async function inspect(context: CommandContext, options: InspectOptions): Promise<void> {
  const { images: folder, camera } = options;
  if (camera !== undefined) return inspectCamera(context, options.product, camera, options.frames ?? null);
  if (folder !== undefined) return inspectImages(context, { ...options, images: folder });
  throw new StationError('BAD_INPUT', 'Name what to inspect: --images with a folder, or --camera.');
}

/** Inspects each image of a folder as a part. */
async function inspectImages(
  context: CommandContext,
  options: InspectOptions & { readonly images: string },
): Promise<void> {
  const { images: folder, subfolders = false, again = false } = options;
  const { client, terminal } = context;
  const product = await productByName(client, options.product);
  const lies = await client.inspection.folder({ folder, subfolders });
  if (lies.pictures === 0) throw noImages(folder, lies);
  const heatmaps =
    options.heatmaps === undefined
      ? null
      : await createHeatmapWriter(
          { images: folder, subfolders, to: options.heatmaps },
          await sampleBitsOf(context, product),
        );
  const source = { kind: 'watched-folder', folder, subfolders } as const;
  const expected = again ? lies.pictures : lies.pictures - lies.inspected;
  const order = { productId: product.id, source, again };
  const { results, uninspected, problems, notices } = await runSession(context, order, {
    expected,
    onResult: (result, body) => heatmaps?.add(result, body),
  });
  await heatmaps?.finished();
  const [lost] = uninspected;
  const first = lost ? { code: codes[lost.reason], message: lost.detail ?? '' } : problems[0];
  if (results.length === 0 && first) {
    const text = `None of the ${expected} images of “${folder}” could be inspected. ${first.message}`;
    throw new StationError(first.code, `${text.trim()} ${ownFailures(uninspected)}`.trim());
  }
  // The station recognises some files only after reading them, for example a copy that was put back.
  const known = again ? 0 : Math.max(lies.inspected, lies.pictures - results.length - uninspected.length);
  printInspected(terminal, { results, uninspected, problems, notices }, known);
  if (uninspected.length > 0) {
    const without = `${counted(uninspected.length, 'image')} without a verdict that was logged.`;
    throw new IncompleteError(`${without} ${ownFailures(uninspected)}`.trim());
  }
  if (problems.length > 0) throw new IncompleteError(problems.map(({ message }) => message).join(' '));
}

/** @param known number of images that were left out because they were inspected before */
function printInspected(
  terminal: Terminal,
  { results, uninspected, problems, notices }: SessionResults,
  known: number,
): void {
  const counts = count([...results, ...uninspected]);
  for (const result of results) terminal.print(resultText(result));
  terminal.print(outcomes.map((outcome) => `${outcome} ${counts[outcome]}`).join(', '));
  if (known > 0) {
    terminal.note(`${counted(known, 'image')} inspected before: --again inspects them again.`);
  }
  terminal.printJson({
    images: results.map(({ name, verdict, score, regions }) => ({ name, verdict, score, regions })),
    counts,
    inspectedBefore: known,
    unlike: notices,
    notInspected: uninspected.map(({ name, reason, detail }) => ({ name, reason, detail })),
    problems: problems.map(({ code, message }) => ({ code, message })),
  });
}

/** Returns a text on images that failed because of the station itself; empty if there are none. */
function ownFailures(uninspected: readonly LiveUninspected[]): string {
  const own = uninspected.filter(({ reason }) => notInspectedReasons[reason].lies === 'station').length;
  return own === 0
    ? ''
    : `${counted(own, 'image')} by a failure of the station: the next may share the fate.`;
}

/** Returns how the product's active model reads 16-bit pictures. */
async function sampleBitsOf(
  { client }: CommandContext,
  { activeModelId: modelId }: Product,
): Promise<number | undefined> {
  if (modelId === null) return undefined;
  return cardSchema.parse(await client.models.card({ modelId })).sampleBits;
}

function noImages(folder: string, { passedOver }: WatchedFolder): StationError {
  const found =
    passedOver > 0
      ? `It has ${counted(passedOver, 'subfolder')}; --subfolders inspects what lies in them.`
      : 'Choose a folder with PNG, JPEG, BMP or TIFF files.';
  return new StationError('NO_IMAGES', `The folder “${folder}” holds no images. ${found}`);
}

function count(parts: readonly { readonly verdict: Outcome }[]): OutcomeCounts {
  const counts = { ...noOutcomes };
  for (const { verdict } of parts) counts[verdict] += 1;
  return counts;
}
