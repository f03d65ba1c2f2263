import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './test.ts';

const graveImpacts: readonly unknown[] = ['serious', 'critical'];

/** axe-core finds nothing serious on the page as it is shown (WCAG 2.1 A and AA, and its own best practices). */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations
    .filter(({ impact }) => graveImpacts.includes(impact))
    .map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
  expect(grave).toEqual([]);
}
