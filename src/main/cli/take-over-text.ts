import type { TakeOver } from '../../shared/contract/take-over-outcome.ts';
import { leastOfEachLabel } from '../../shared/domain/take-over-rule.ts';
import { metric } from './text.ts';

/** What became of a model that was to take over, in one sentence. */
export function takeOverText(outcome: TakeOver): string {
  switch (outcome.kind) {
    case 'first':
      return 'It is active: no model inspected the product before.';
    case 'taken':
    case 'kept': {
      const [own, other] = [outcome.own, outcome.other].map(
        ({ imageAuroc, auPro }) => `${metric(imageAuroc)} / ${metric(auPro)}`,
      );
      const figures = `image AUROC / AU-PRO ${own} against ${other} of the model before, on ${outcome.images} test images`;
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
