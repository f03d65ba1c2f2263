import { expect, test } from 'vitest';
import { sendRows } from '../../../../src/main/plant/send-rows.ts';

test('frames of a camera that runs freely take nothing of the pace of the parts behind them', async () => {
  const frames = 5000;
  const ending = new AbortController();
  const sent: string[] = [];
  await sendRows({
    tables: [
      {
        name: 'inspections',
        after: (last, limit) =>
          Array.from({ length: Math.min(limit, frames - last) }, (_, index) => ({
            id: last + index + 1,
            at: last + index + 1,
            message: () =>
              last + index + 1 < frames ? null : { subject: 'parts', id: String(frames), body: {} },
          })),
        newest: () => frames,
      },
    ],
    cursors: {},
    travels: () => true,
    signal: ending.signal,
    publish({ id }) {
      sent.push(id);
      ending.abort();
      return Promise.resolve();
    },
    onLeft: () => undefined,
    onFailure: () => expect.unreachable(),
    onPassedOver: () => expect.unreachable(),
    perSecond: 1,
  });
  expect(sent).toEqual([String(frames)]);
});
