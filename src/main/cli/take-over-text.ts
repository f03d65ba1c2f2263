import type { Decided, TakeOver } from '../../shared/contract/take-over-outcome.ts';
import { leastOfEachLabel } from '../../shared/domain/take-over-rule.ts';
import { metric } from './text.ts';

type Compared = Extract<TakeOver, { kind: 'taken' | 'kept' }>;

/** Returns the result of a take-over in one sentence. */
export function takeOverText(outcome: TakeOver): string {
  switch (outcome.kind) {
    case 'first':
      return firstText(outcome);
    case 'taken':
    case 'kept': {
      const figures = `${sideText(outcome.own)} against ${sideText(outcome.other)} of the model before, on ${outcome.images} test images`;
      return outcome.kind === 'taken'
        ? `It took over: ${figures}.`
        : `The active model stays, this one is ${outcome.comparison}: ${figures}.`;
    }
    case 'proposed':
      return (
        `Proposed only: the product has ${outcome.good} good and ${outcome.defective} defective test images, at least ` +
        `${leastOfEachLabel} of each are needed to judge. Activate it with "activate".`
      );
    case 'undecided':
      return `The models could not be compared, so the active one stays. ${outcome.message}`;
  }
}

function firstText({ activated, decided }: Extract<TakeOver, { kind: 'first' }>): string {
  if (decided === null) return 'It is active: no model inspected the product before.';
  const figures = `On the product’s test images ${decidedText(decided)}`;
  return activated
    ? `It is active: no model inspected the product before. ${figures}.`
    : `It is not activated. ${figures} at its own limits: choose others with "limits propose", then "activate".`;
}

function sideText({ imageAuroc, auPro, decided }: Compared['own']): string {
  return decided === null
    ? `image AUROC / AU-PRO ${metric(imageAuroc)} / ${metric(auPro)}`
    : decidedText(decided);
}

function decidedText({ escapes, falseRejects }: Decided): string {
  return (
    `${escapes.count} of ${escapes.of} defects pass and ` +
    `${falseRejects.count} of ${falseRejects.of} good parts are rejected`
  );
}
