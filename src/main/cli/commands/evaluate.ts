import type { Evaluation, EvaluationSource } from '../../../shared/contract/models.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { Language } from '../../../shared/domain/languages.ts';
import { defectKinds } from '../../../shared/domain/defect-kinds.ts';
import { measuredAt } from '../../../shared/domain/region-profile.ts';
import { proposeLimits, type LimitsAim } from '../../../shared/domain/limit-proposals.ts';
import { common } from '../../../shared/words/en.ts';
import { writeFileDurably } from '../../files/durable-file.ts';
import { activeModelOf, productByName, type CommandContext } from '../command-context.ts';
import { printNotes } from '../print-notes.ts';
import { preparePlace } from '../prepare-place.ts';
import { metric } from '../text.ts';

export interface EvaluateOptions {
  readonly product: string;
  /** The labelled folder; the product's own test images when left out. */
  readonly data?: string;
  /** The kinds that are good besides `good`; those whose names say so when left out, which is noted. */
  readonly goodKinds?: string[];
  /** What limits taken from the parts aim at; none are proposed when left out. */
  readonly limits?: LimitsAim;
  /** Puts the proposed limits in force. */
  readonly useLimits?: true;
  /** The HTML file to write; one of an evaluation before is replaced. */
  readonly report?: string;
  /** Of the report; that of the station's settings when left out. */
  readonly language?: Language;
}

/** Runs a product's active model over labelled images and prints the figures of merit. */
export async function evaluate(
  context: CommandContext,
  { product: name, data, goodKinds, limits, useLimits, report, language }: EvaluateOptions,
): Promise<void> {
  const { client, terminal } = context;
  const product = await productByName(client, name);
  if (report !== undefined) await preparePlace(report, 'page');
  const { id, result } = await evaluationOf(context, activeModelOf(product), sourceOf(data, goodKinds));
  const { imageAuroc, pixelAuroc, auPro, bestF1, msPerImage, images, skipped, scores, thresholds } = result;
  const measured = measuredAt(scores, result.regionProfile, thresholds.pixelThreshold);
  const kinds = defectKinds(measured.parts, thresholds);
  const proposed = limits === undefined ? null : proposeLimits(scores, limits, thresholds);
  if (limits !== undefined && proposed === null) {
    throw new StationError(
      'BAD_INPUT',
      `${data === undefined ? `“${name}”` : `“${data}”`} holds no defective images that limits could be taken from.`,
    );
  }
  for (const { name, message } of skipped) terminal.note(`Skipped ${name}: ${message}`);
  printNotes(terminal, result.notes);
  const unlike = result.unlike ?? [];
  for (const { file, traits } of unlike) {
    terminal.note(
      `Unlike the training images: ${file} (${traits.map((trait) => common.unlike.traits[trait]).join(', ')})`,
    );
  }
  terminal.print(`image AUROC  ${metric(imageAuroc)}`);
  terminal.print(`pixel AUROC  ${metric(pixelAuroc)}`);
  terminal.print(`AU-PRO       ${metric(auPro)}`);
  terminal.print(`ms per image ${msPerImage.toFixed(1)}`);
  terminal.print(`images       ${images}`);
  terminal.print(`best F1      ${metric(bestF1?.f1 ?? null)}`);
  for (const { kind, images: parts, foundAtReview, foundAtDefect } of kinds) {
    terminal.print(`${kind}: ${foundAtReview} of ${parts} found at T1, ${foundAtDefect} at T2`);
  }
  if (proposed !== null) {
    terminal.print(
      `proposed limits: review ${proposed.review.toFixed(3)}, defect ${proposed.defect.toFixed(3)}`,
    );
    if (useLimits) {
      await client.products.setThresholds({ id: product.id, thresholds: proposed });
      terminal.print(`They are in force for “${product.name}”.`);
    }
  }
  if (report !== undefined) {
    const { bytes } = await context.readMedia({ kind: 'evaluation-report', id, language });
    await writeFileDurably(report, bytes);
    terminal.print(`report       ${report}`);
  }
  terminal.printJson({
    imageAuroc,
    pixelAuroc,
    auPro,
    msPerImage,
    images,
    unlike,
    bestF1,
    kinds,
    thresholds,
    scores: scores.map(({ file, kind, defective, score }) => ({ file, kind, defective, score })),
    skipped,
    notes: result.notes,
    ...(proposed === null ? {} : { proposed, inForce: useLimits === true }),
    ...(report === undefined ? {} : { report }),
  });
}

/** @throws StationError BAD_INPUT for good kinds of the product's own images, which have their labels */
function sourceOf(folder: string | undefined, goodKinds: string[] | undefined): EvaluationSource {
  if (folder !== undefined) return { kind: 'folder', folder, ...(goodKinds ? { goodKinds } : {}) };
  if (goodKinds === undefined) return { kind: 'test-images' };
  throw new StationError(
    'BAD_INPUT',
    '--good-kinds names folders of a test set: give its folder with --data.',
  );
}

async function evaluationOf(
  { client, terminal, signal }: CommandContext,
  modelId: string,
  source: EvaluationSource,
): Promise<Evaluation> {
  for await (const event of await client.models.evaluate({ modelId, source }, { signal })) {
    if (event.kind === 'finished') return event.evaluation;
    terminal.progress(`Evaluating: ${event.done} of ${event.total} images`);
  }
  throw new StationError('CANCELLED', 'The evaluation ended before it was finished.');
}
