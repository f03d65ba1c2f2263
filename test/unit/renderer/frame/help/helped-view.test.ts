import { expect, test } from 'vitest';
import { settingsTopics } from '../../../../../src/renderer/admin/settings-topics.ts';
import { helpedView } from '../../../../../src/renderer/frame/help/helped-view.ts';
import { help } from '../../../../../src/renderer/i18n/en/help.ts';

test('each topic of the settings has a help of its own; an address without a topic has the first one', () => {
  const helped = settingsTopics.map((topic) => helpedView({ name: 'settings', params: { topic } }));
  expect(helped).toEqual(settingsTopics.map((topic) => `settings-${topic}`));
  expect(helpedView({ name: 'settings', params: {} })).toBe('settings-station');
  for (const view of helped) expect(help.views[view].text).not.toBe('');
});
