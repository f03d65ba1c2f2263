import type { Evaluation, EvaluationResult, EvaluationSource } from '../../../shared/contract/models.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { Language } from '../../../shared/domain/languages.ts';
import { defectKinds } from '../../../shared/domain/defect-kinds.ts';
import { measuredAt } from '../../../shared/domain/region-profile.ts';
import type { LimitsAim } from '../../../shared/domain/limit-proposals.ts';
import { limitsOnceActive } from '../../../shared/domain/chosen-limits.ts';
import { outcomeAt } from '../../../shared/domain/decision-outcome.ts';
import { common } from '../../../shared/words/en.ts';
import { writeFileDurably } from '../../files/durable-file.ts';
import { productByName, type CommandContext } from '../command-context.ts';
import { modelToUse } from '../model-to-use.ts';
import { outcomeText } from '../outcome-text.ts';
import { printNotes } from '../print-notes.ts';
import { putInForce, printProposal, proposalFor } from '../proposal.ts';
import { preparePlace } from '../prepare-place.ts';
import type { Terminal } from '../terminal.ts';
import { metric } from '../text.ts';

export interface EvaluateOptions {
  readonly product: string;
  /** The model's name, id, or beginning of its id; the active model if left out. */
  readonly model?: string;
  /** The labelled folder; the product's own test images if left out. */
  readonly data?: string;
  /** Kinds that count as good besides `good`; if left out, the names decide and a note says so. */
  readonly goodKinds?: string[];
  /** Aim of the proposed limits; no limits are proposed if left out. */
  readonly limits?: LimitsAim;
  /** Whether to put the proposed limits in force. */
  readonly useLimits?: true;
  /** The HTML file to write; it replaces the file of an earlier evaluation. */
  readonly report?: string;
  /** The report's language; the station's language if left out. */
  readonly language?: Language;
}

/** Evaluates a product's model on labelled images and prints its decisions and figures of merit. */
export async function evaluate(
  context: CommandContext,
  { product: name, model: wanted, data, goodKinds, limits, useLimits, report, language }: EvaluateOptions,
): Promise<void> {
  const { client, terminal } = context;
  const product = await productByName(client, name);
  if (report !== undefined) await preparePlace(report, 'page');
  const model = await modelToUse(client, product, wanted);
  const { id, result } = await evaluationOf(context, model.id, sourceOf(data, goodKinds));
  const { imageAuroc, pixelAuroc, auPro, bestF1, msPerImage, images, skipped, scores, thresholds } = result;
  const measured = measuredAt(scores, result.regionProfile, thresholds.pixelThreshold);
  const kinds = defectKinds(measured.parts, thresholds);
  const outcome = outcomeAt(result, thresholds);
  const standing = limitsOnceActive(model, product.thresholds);
  const proposal =
    limits === undefined ? null : proposalFor(result, limits, model, standing, data ?? product.name);
  printResult(terminal, result, outcome, kinds);
  if (proposal !== null) {
    printProposal(terminal, proposal);
    if (useLimits) await putInForce(context, product, model, proposal.limits);
  }
  if (report !== undefined) {
    const { body } = await context.readMedia({ kind: 'evaluation-report', id, language });
    await writeFileDurably(report, body.stream());
    terminal.print(`report       ${report}`);
  }
  terminal.printJson({
    imageAuroc,
    pixelAuroc,
    auPro,
    msPerImage,
    images,
    unlike: result.unlike ?? [],
    bestF1,
    kinds,
    thresholds,
    scores: scores.map(({ file, kind, defective, score }) => ({ file, kind, defective, score })),
    skipped,
    notes: result.notes,
    outcome,
    ...(proposal === null
      ? {}
      : { proposed: proposal.limits, validated: proposal.validated, inForce: useLimits === true }),
    ...(report === undefined ? {} : { report }),
  });
}

/** Prints the results of the images, then the figures, each on its own line. */
function printResult(
  terminal: Terminal,
  result: EvaluationResult,
  outcome: ReturnType<typeof outcomeAt>,
  kinds: ReturnType<typeof defectKinds>,
): void {
  const { imageAuroc, pixelAuroc, auPro, bestF1, msPerImage, images, skipped, thresholds } = result;
  for (const { name, message } of skipped) terminal.note(`Skipped ${name}: ${message}`);
  printNotes(terminal, result.notes);
  for (const { file, traits } of result.unlike ?? []) {
    terminal.note(
      `Unlike the training images: ${file} (${traits.map((trait) => common.unlike.traits[trait]).join(', ')})`,
    );
  }
  terminal.print(
    `At T1 ${thresholds.review.toFixed(3)} and T2 ${thresholds.defect.toFixed(3)} ${outcomeText(outcome)}.`,
  );
  terminal.print(`image AUROC  ${metric(imageAuroc)}`);
  terminal.print(`pixel AUROC  ${metric(pixelAuroc)}`);
  terminal.print(`AU-PRO       ${metric(auPro)}`);
  terminal.print(`ms per image ${msPerImage.toFixed(1)}`);
  terminal.print(`images       ${images}`);
  terminal.print(`best F1      ${metric(bestF1?.f1 ?? null)}`);
  for (const { kind, images: parts, foundAtReview, foundAtDefect } of kinds) {
    terminal.print(`${kind}: ${foundAtReview} of ${parts} found at T1, ${foundAtDefect} at T2`);
  }
}

/** @throws StationError BAD_INPUT for good kinds without a folder, since the product's own images have labels */
function sourceOf(folder: string | undefined, goodKinds: string[] | undefined): EvaluationSource {
  if (folder !== undefined) return { kind: 'folder', folder, ...(goodKinds ? { goodKinds } : {}) };
  if (goodKinds === undefined) return { kind: 'test-images' };
  throw new StationError(
    'BAD_INPUT',
    '--good-kinds names folders of a test set: give its folder with --data.',
  );
}

/** Evaluates a model on a folder or the product's test images. @throws StationError CANCELLED, and as the evaluation */
export async function evaluationOf(
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
