import { arrivedIn } from '../../src/shared/domain/outcome.ts';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Page } from '@playwright/test';
import { makeSmallProduct } from '../support/small-product.ts';
import { showsPicture } from './flows/heat.ts';
import { readNumber, startInspection } from './flows/inspection.ts';
import { writeLogHome } from './support/log-home.ts';
import { photograph } from './support/photograph.ts';
import { built, runProgram } from './support/running-station.ts';
import { expect, test } from './support/test.ts';

const product = 'Disc';
const token = 'e2e-lasting-token-of-a-kiosk';

/** Gives a page a camera that can be unplugged: `unplug()` ends its track as the browser does. */
async function withCable(page: Page): Promise<{ unplug(): Promise<void>; plugIn(): Promise<void> }> {
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      window.addEventListener('unplug', () => {
        for (const track of stream.getTracks()) {
          track.stop();
          track.dispatchEvent(new Event('ended'));
        }
      });
      return stream;
    };
  });
  return {
    unplug: () => page.evaluate(() => void window.dispatchEvent(new Event('unplug'))),
    plugIn: () => page.evaluate(() => void navigator.mediaDevices.dispatchEvent(new Event('devicechange'))),
  };
}

for (const { camera, problem } of [
  { camera: 'refused', problem: 'refused' },
  { camera: 'none', problem: 'none' },
] as const) {
  test(`a camera that is ${camera} is named with its remedy, and the station goes on`, async ({
    folder,
    station,
    window,
  }) => {
    const home = join(folder, 'home');
    await makeSmallProduct(home, product);
    const running = await station({ home });
    const page = await window({ camera: { kind: camera } });
    await page.goto(running.address);
    await page.getByTestId('start').click();
    const note = page.getByTestId('camera-problem');
    await expect(note).toHaveAttribute('data-problem', problem);
    await expect(note.getByTestId('camera-retry')).toBeVisible();
    await expect(page.getByTestId('status-camera')).toHaveAttribute('data-condition', 'failed');
    expect(await running.client.inspection.current()).toBeNull();
    await expect(page.getByTestId('start')).toBeEnabled();
    await photograph(page, `camera-${camera}`);
  });
}

test('a camera that is unplugged is named, and the inspection goes on when it is back', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  await makeSmallProduct(home, product);
  const running = await station({ home });
  const page = await window();
  const cable = await withCable(page);
  await page.goto(running.address);
  await startInspection(page, product, 'window-camera');

  await cable.unplug();
  await expect(page.getByTestId('camera-problem')).toHaveAttribute('data-problem', 'unplugged');
  await expect(page.getByTestId('status-camera')).toHaveAttribute('data-condition', 'failed');
  await photograph(page, 'camera-unplugged');
  const session = await running.client.inspection.current();
  expect(session?.endedAt).toBeNull();
  const before = await readNumber(page, 'count-total');

  await cable.plugIn();
  await expect(page.getByTestId('camera-problem')).toBeHidden();
  await expect.poll(() => readNumber(page, 'count-total')).toBeGreaterThan(before);
  expect((await running.client.inspection.current())?.id).toBe(session?.id);
});

test('a station that is taken away leaves its last state readable; the window finds it again', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  await makeSmallProduct(home, product);
  const first = await station({ home, token });
  const page = await window();
  await page.goto(first.address);
  await startInspection(page, product, 'window-camera');
  await expect.poll(() => page.getByTestId('part').count()).toBeGreaterThan(3);

  await first.kill();
  await expect(page.getByTestId('offline-banner')).toBeVisible();
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-state', 'lost');
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', 'none');
  expect(await showsPicture(page)).toBe(true);
  await photograph(page, 'station-away');
  const seen = await readNumber(page, 'count-total');
  expect(seen).toBeGreaterThan(3);
  await page.getByTestId('rail-review').click();
  await expect(page.getByTestId('offline-banner')).toBeVisible();
  // Settings has many sections that wait for the station; the banner speaks for all of them.
  await page.getByTestId('rail-settings').click();
  await page.getByTestId('settings-log').click();
  await expect(page.getByTestId('retention-section').getByTestId('loading')).toBeVisible();
  await expect(page.getByTestId('settings-view').getByTestId('error-state')).toHaveCount(0);
  await page.getByTestId('rail-inspect').click();
  await expect(page.getByTestId('pause')).toBeDisabled();

  const second = await station({ home, token, port: first.port });
  await expect(page.getByTestId('offline-banner')).toBeHidden();
  await expect(page.getByTestId('start')).toBeEnabled();
  expect(await readNumber(page, 'count-total')).toBe(seen);
  // Everything counted before the power cut is in the log.
  const { frames } = await second.client.log.counts({});
  expect(arrivedIn(frames)).toBeGreaterThanOrEqual(seen);
  await startInspection(page, product, 'window-camera');
});

test('a station that hangs is told of everywhere; what waited for it says why it failed, and comes back by itself', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  await writeLogHome(home, product, Date.now());
  const first = await station({ home, token });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(first.address);
  await page.getByTestId('rail-review').click();
  await page.getByTestId('tab-statistics').click();
  const statistics = page.getByTestId('statistics-view');
  await expect(statistics.getByTestId('yield-chart')).toBeVisible();
  await expect(page.getByTestId('offline-banner')).toHaveCount(0);

  first.signal('SIGSTOP');
  await page.getByTestId('export-log').click();
  await expect(page.getByTestId('export-log-progress')).toBeVisible();
  // Figures of another time would pass for those that were asked for.
  await page.getByTestId('statistics-time').selectOption('today');
  await expect(statistics.getByTestId('loading')).toBeVisible();
  await expect(statistics.getByTestId('yield-chart')).toBeHidden();
  await expect(page.getByTestId('offline-banner')).toBeVisible();
  await photograph(page, 'station-hangs');

  await first.kill();
  const failures = statistics.getByTestId('error-state');
  await expect(failures).toHaveCount(2);
  for (const failure of await failures.all()) {
    await expect(failure).toHaveAttribute('data-code', 'CONNECTION_LOST');
  }
  await page.getByTestId('tab-log').click();
  await page.evaluate(() => (location.hash = '#/review/1'));
  const detail = page.getByTestId('entry-detail');
  await expect(detail.getByTestId('error-state')).toHaveAttribute('data-code', 'CONNECTION_LOST');
  await photograph(page, 'entry-away');
  await station({ home, token, port: first.port });
  await expect(detail.getByTestId('detail-verdict')).toBeVisible();
  await expect(page.getByTestId('offline-banner')).toBeHidden();
});

test('a model file with a flipped byte is refused by its name; the station goes on', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const { graph } = await makeSmallProduct(home, product);
  const bytes = await readFile(graph);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  await chmod(graph, 0o644);
  await writeFile(graph, bytes);
  const running = await station({ home });
  const page = await window();
  await page.goto(running.address);
  await page.getByTestId('start').click();

  const failure = page.getByTestId('session-failure');
  await expect(failure).toHaveAttribute('data-code', 'CORRUPT_MODEL');
  await expect(failure).toContainText(`The model of the product ${product} is damaged`);
  await expect(failure).toContainText(graph);
  await photograph(page, 'model-damaged');
  expect(await running.client.inspection.current()).toBeNull();
  await page.getByTestId('rail-train').click();
  await expect(page.getByTestId('product-title')).toHaveText(product);
});

test('a port that is in use is named, and whoever uses it is left alone', async ({
  folder,
  station,
  window,
}) => {
  const running = await station({ home: join(folder, 'home') });
  const words = ['--port', String(running.port), '--home', join(folder, 'second')];
  const second = await runProgram(built.server, words);
  expect(second.code).toBe(1);
  expect(second.stderr).toContain('PORT_IN_USE');
  expect(second.stderr).toContain(`Port ${running.port} on 127.0.0.1 is in use`);
  const page = await window();
  await page.goto(running.address);
  await expect(page.getByTestId('empty-state')).toBeVisible();
});

test('a database from a newer version is named and left untouched', async ({ folder, station }) => {
  const home = join(folder, 'home');
  await makeSmallProduct(home, product);
  const path = join(home, 'station.db');
  const database = new Sqlite(path);
  database.pragma('user_version = 999');
  database.pragma('journal_mode = DELETE');
  database.close();
  const [bytes, { mtimeMs }] = [await readFile(path), await stat(path)];

  await expect(station({ home })).rejects.toThrow(/ended with 1:\n.*DATABASE_TOO_NEW.*station\.db/s);
  expect(Buffer.compare(await readFile(path), bytes)).toBe(0);
  expect((await stat(path)).mtimeMs).toBe(mtimeMs);
});

test('a window over the network may use no camera and says so; all else works', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  await makeSmallProduct(home, product);
  const running = await station({ home, host: '0.0.0.0' });
  const page = await window({ knownHost: hostname() });
  const address = new URL(running.address);
  address.hostname = hostname();
  await page.goto(address.href);
  await page.getByTestId('start').click();
  await expect(page.getByTestId('camera-problem')).toHaveAttribute('data-problem', 'insecure');
  await page.getByTestId('rail-settings').click();
  await page.getByTestId('copy-station').click();
  await expect(page.getByTestId('copy-station')).toHaveText('Copied');
});

test('a device whose clock is wrong is told so; times that are shown are the station’s', async ({
  folder,
  station,
  window,
}) => {
  const running = await station({ home: join(folder, 'home') });
  const page = await window();
  await page.addInitScript(() => {
    const { now } = Date;
    Date.now = () => now() + 3 * 3_600_000;
  });
  await page.goto(running.address);
  const banner = page.getByTestId('clock-banner');
  await expect(banner).toContainText(/clock is (3 h 00|2 h 59) min ahead of the station/);
  const clock = page.getByTestId('status-clock');
  await expect(clock).toHaveAttribute('data-condition', 'attention');
  const shown = await page.evaluate(() =>
    [-1, 0, 1].map((minutes) =>
      new Intl.DateTimeFormat('en', { timeStyle: 'short', hourCycle: 'h23' }).format(
        new Date().getTime() + minutes * 60_000,
      ),
    ),
  );
  await expect(clock).toContainText(new RegExp(shown.join('|')));
  await photograph(page, 'trouble-clock');
  await banner.getByRole('button').click();
  await expect(banner).toBeHidden();
  await expect(clock).toHaveAttribute('data-condition', 'attention');
});

test('a window without the token is told how to come in', async ({ folder, station, window }) => {
  const running = await station({ home: join(folder, 'home') });
  const page = await window();
  await page.goto(new URL('/', running.address).href);
  await expect(page.getByRole('heading')).toHaveText('This station is locked');
  await photograph(page, 'locked');
  await page.goto(running.address);
  await expect(page.getByTestId('empty-state')).toBeVisible();
  expect(page.url()).not.toContain('token');
});
