import { join } from 'node:path';
import { startInspection } from './flows/inspection.ts';
import { expectAccessible } from './support/accessible.ts';
import { sampleName, writeLineHome } from './support/line-home.ts';
import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

test('an engineer edits the causes by keyboard; operator and reviewer get them with their decisions', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const [{ productId }] = await writeLineHome(home);
  const running = await station({ home });
  const causes = async (): Promise<readonly string[]> =>
    (await running.client.products.get({ id: productId })).causes;
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await page.getByTestId('rail-train').click();
  await page.getByTestId('edit-causes').click();
  await expect(page.getByTestId('causes-none')).toBeVisible();
  const add = page.getByTestId('cause-new');
  for (const cause of ['Scratch', 'Dent', '划痕']) {
    await add.fill(cause);
    await add.press('Enter');
    await expect(add).toHaveValue('');
  }
  await add.fill('dent');
  await expect(page.getByTestId('cause-problem')).not.toBeEmpty();
  await expect(page.getByTestId('cause-add')).toBeDisabled();
  await add.fill('');
  const row = (place: number) => page.getByTestId('cause-row').nth(place);
  await row(2).getByRole('textbox').press('Alt+ArrowUp');
  await expect(row(1).getByRole('textbox')).toHaveValue('划痕');
  await expect(row(1).getByRole('textbox')).toBeFocused();
  await row(0).getByRole('textbox').fill('Deep scratch');
  await row(0).getByRole('textbox').press('Escape');
  await expect(row(0).getByRole('textbox')).toHaveValue('Scratch');
  await row(0).getByRole('textbox').fill('Scratch on the edge');
  await row(0).getByRole('textbox').press('Enter');
  await expect.poll(causes).toEqual(['Scratch on the edge', '划痕', 'Dent']);
  await row(1).getByTestId('cause-remove').click();
  await expect.poll(causes).toEqual(['Scratch on the edge', 'Dent']);
  await photograph(page, 'causes-dialog');
  await expectAccessible(page);
  await page.getByTestId('cause-undo').click();
  await expect.poll(causes).toEqual(['Scratch on the edge', '划痕', 'Dent']);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('causes-dialog')).toBeHidden();

  await running.client.products.setThresholds({
    id: productId,
    thresholds: { review: -2e9, defect: -1e9 },
  });
  await startInspection(page, sampleName, 'simulated-camera');
  const cause = (name: string) => page.getByTestId('decision-cause').filter({ hasText: name });
  const panel = page.getByTestId('decision');
  const decided = async (): Promise<unknown[]> =>
    (await running.client.log.query({})).entries
      .filter(({ decision }) => decision !== null)
      .map(({ decision, cause }) => [decision, cause]);
  await page.getByTestId('part').first().click();
  // The part is held, so later parts do not take its place.
  await cause('划痕').click();
  await expect(panel).toHaveAttribute('data-decision', 'defect');
  await expect(page.getByTestId('toast').last()).toContainText('划痕');
  expect(await decided()).toEqual([['defect', '划痕']]);
  await expectOrderly(page);
  await photograph(page, 'causes-at-the-line');
  await page.getByTestId('overrule').click();
  await expect(panel).toHaveAttribute('data-decision', 'good');
  await expect(
    page.getByTestId('decision').locator('[data-testid=decision-cause][aria-pressed=true]'),
  ).toHaveCount(0);
  await cause('Dent').click();
  await expect.poll(decided).toEqual([['good', 'Dent']]);
  await page.getByTestId('toast').last().getByTestId('undo').click();
  await expect.poll(decided).toEqual([['good', null]]);

  await page.getByTestId('rail-review').click();
  await page.locator('[data-decision="undecided"]').first().click();
  await expect(page.locator('#review-causes option')).toHaveCount(3);
  await page.getByTestId('edit-causes').click();
  await page.getByTestId('cause-row').first().getByTestId('cause-down').click();
  await expect.poll(causes).toEqual(['划痕', 'Scratch on the edge', 'Dent']);
  await page.keyboard.press('Escape');
  await photograph(page, 'causes-in-review');
});
