import { expect, it } from 'vitest';
import { SetupError } from '../../../../scripts/setup/setup-error.mjs';
import { createSteps, duration } from '../../../../scripts/setup/steps.mjs';

function recorder() {
  let text = '';
  return { out: { write: (part: string) => (text += part) }, text: () => text };
}

it('each step shows its number and what came of it, with lines of progress between', async () => {
  const { out, text } = recorder();
  const step = createSteps({ total: 3, first: 2, out });
  await step('Dependencies', () => 'already there');
  await step('Build', (say) => {
    say('compiling');
    return undefined;
  });
  expect(text()).toMatch(
    /^\[2\/3\] Dependencies … done in 0\.0 s \(already there\)\n\[3\/3\] Build … \n {6}compiling\n\[3\/3\] Build … done in 0\.0 s\n$/,
  );
});

it('the quiet mode leaves out steps without work and shows those with some', async () => {
  const { out, text } = recorder();
  const step = createSteps({ total: 2, out, quiet: true });
  await step('Node', () => 'already there');
  expect(text()).toBe('');
  await step('Build', (say) => {
    say('compiling');
    return undefined;
  });
  expect(text()).toContain('compiling');
});

it('a failed step is shown as failed and its error goes on', async () => {
  const { out, text } = recorder();
  const step = createSteps({ total: 1, out });
  const failing = step('Node', () => Promise.reject(new SetupError('Node is missing', 'Install it.')));
  await expect(failing).rejects.toMatchObject({ message: 'Node is missing', advice: 'Install it.' });
  expect(text()).toContain('failed');
});

it('durations read as a person would say them', () => {
  expect([320, 9960, 59_400, 200_000].map(duration)).toEqual(['0.3 s', '10 s', '59 s', '3 min 20 s']);
});
