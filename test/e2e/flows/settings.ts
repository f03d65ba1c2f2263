import type { Page } from '@playwright/test';
import type { SettingsTopic } from '../../../src/renderer/admin/settings-topics.ts';

/** Opens a topic of the settings. */
export async function openSettings(page: Page, topic: SettingsTopic): Promise<void> {
  await page.getByTestId('rail-settings').click();
  await page.getByTestId(`settings-${topic}`).click();
}
