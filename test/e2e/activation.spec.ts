import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { limitsOnceActive } from '../../src/shared/domain/chosen-limits.ts';
import { outcomeAt, type DecisionOutcome } from '../../src/shared/domain/decision-outcome.ts';
import { writeLabelledFolder } from '../support/labelled-folder.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { evaluate } from './flows/training.ts';
import { expectAccessible } from './support/accessible.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

/** Checks that the evaluation's large line states these counts. */
async function expectSaid(page: Page, { escapes, falseRejects, reviews }: DecisionOutcome): Promise<void> {
  const headline = page.getByTestId('outcome');
  await expect(headline).toHaveAttribute('data-escapes', String(escapes.count));
  await expect(headline).toHaveAttribute('data-false-rejects', String(falseRejects.count));
  await expect(headline).toHaveAttribute('data-reviews', String(reviews.count));
  await expect(headline).toContainText(
    `${escapes.count} of ${escapes.of} defects pass, ${falseRejects.count} of ${falseRejects.of} good parts are rejected`,
  );
}

test('an evaluated model is dragged to limits and activated with exactly these', async ({
  folder,
  station,
  window,
}) => {
  const { address, client } = await station({ home: join(folder, 'home') });
  const { id: productId } = await client.products.create({ name: 'Disc' });
  const exported = join(folder, 'model');
  writeSmallModel(exported, { productName: 'Disc' });
  const { id: modelId } = await client.models.importFrom({ folder: exported, productId });
  const data = join(folder, 'data');
  await writeLabelledFolder(data, 4, 5);
  const page = await window();
  await page.goto(address);
  await page.getByTestId('rail-train').click();

  await test.step('before an evaluation the activation says that nobody knows', async () => {
    await page.getByTestId('step-activate').click();
    await page.getByTestId('activate').click();
    await expect(page.getByTestId('activate-unknown')).toContainText('not evaluated yet');
    await page.getByTestId('activate-evaluate').click();
  });

  await page.getByTestId('evaluation-folder').fill(data);
  await evaluate(page);
  const evaluated = async () => {
    const [model] = await client.models.list({ productId });
    const result = model?.latestEvaluation?.result;
    if (!model || !result) throw new Error('The model was evaluated');
    return { model, result };
  };

  await test.step('the large line is what evaluate counts', async () => {
    const { model, result } = await evaluated();
    await expectSaid(page, outcomeAt(result, limitsOnceActive(model, null)));
    await expectAccessible(page);
    await photograph(page, 'evaluation-decision');
  });

  await test.step('no escape lets none pass, cross-validated', async () => {
    await page.getByTestId('propose-noEscape').click();
    await expect(page.getByTestId('outcome')).toHaveAttribute('data-escapes', '0');
    await expect(page.getByTestId('validated')).toContainText('Cross-validated');
    await photograph(page, 'evaluation-no-escape');
  });

  await test.step('T1 that is pulled over T2 pushes it along, and lets defects pass', async () => {
    const limit = page.getByTestId('limit-review');
    await limit.focus();
    for (let press = 0; press < 40; press++) await page.keyboard.press('Shift+ArrowRight');
    await expect(page.getByTestId('outcome')).toHaveAttribute('data-escapes', '5');
    const [review, defect] = await Promise.all(
      ['review', 'defect'].map((name) => page.getByTestId(`limit-${name}`).getAttribute('aria-valuenow')),
    );
    expect(Number(review)).toBe(Number(defect));
  });

  await test.step('more than a fifth passing needs a note', async () => {
    await page.getByTestId('activate-with-limits').click();
    await expect(page.getByTestId('choice-dragged').getByRole('radio')).toBeChecked();
    await expect(page.getByTestId('activate-outcome')).toContainText('5 of 5 known defects pass');
    await expect(page.getByTestId('activate-too-many')).toBeVisible();
    await expect(page.getByTestId('activate-confirm')).toBeDisabled();
    await photograph(page, 'activate-too-many');
    await page.getByTestId('choice-noEscape').click();
    await expect(page.getByTestId('activate-outcome')).toContainText('0 of 5 known defects pass');
    await expect(page.getByTestId('activate-confirm')).toBeEnabled();
    await page.getByTestId('choice-dragged').click();
    await page.getByTestId('activate-note').fill('A trial without rejects');
  });

  await test.step('the model inspects with exactly the dragged limits', async () => {
    const shown = Number(await page.getByTestId('limit-review').getAttribute('aria-valuenow'));
    await page.getByTestId('activate-confirm').click();
    await expect(page.getByTestId('activate-dialog')).toHaveCount(0);
    const { thresholds } = await client.products.get({ id: productId });
    expect(thresholds).toMatchObject({
      modelId,
      review: shown,
      defect: shown,
      pixelFollows: true,
      origin: 'person',
    });
    const { result } = await evaluated();
    if (thresholds === null) throw new Error('Limits are in force');
    await expectSaid(page, outcomeAt(result, thresholds));
    await page.getByTestId('next-activate').click();
    await expect(page.getByTestId('model-outcome')).toHaveAttribute('data-escapes', '5');
    await expect(page.getByTestId('activation-note')).toHaveText('A trial without rejects');
    await photograph(page, 'activated-list');
  });
});
