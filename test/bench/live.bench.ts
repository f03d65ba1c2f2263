import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';
import { presetSchema } from '../../src/shared/domain/families.ts';
import type { StationClient } from '../../src/shared/contract/contract.ts';
import { cameraArguments } from '../e2e/support/browser-window.ts';
import { writeClip } from '../e2e/support/clip.ts';
import { writeLogHome } from '../e2e/support/log-home.ts';
import { lengthenLog } from '../e2e/support/long-log.ts';
import { startStation } from '../e2e/support/running-station.ts';
import { hasStationData, needsStationData, stationData } from '../support/station-data.ts';
import { launchBrowser } from './support/browser.ts';
import { stationCommand } from './support/command.ts';
import { processorTimes } from './support/processor-time.ts';
import { report, say } from './support/report.ts';
import { quantiles, rounded } from './support/timing.ts';
import { openUnattendedBrowser } from './support/unattended-browser.ts';

/**
 * Measures a line at the camera's rate: a browser with a fake camera of 30 pictures per second, the built station (`npm
 * start` builds it), the real cookies, every defect logged. The page itself measures the time from the camera's picture
 * to the drawn verdict; the station counts received and dropped frames. Goals: 30 per second, p99 within three frame
 * times.
 * Options: `--seconds N` (default 120), `--preset NAME` (default pyramid), `--rate N`, `--browse`: meanwhile another
 * browser scrolls through a log of 100,000 entries.
 */
const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '120' },
    preset: { type: 'string', default: 'pyramid' },
    rate: { type: 'string', default: '30' },
    browse: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
  },
});
if (!hasStationData) throw new Error(`The benchmark ${needsStationData}`);
const seconds = options.quick ? 10 : Number(options.seconds);
const rate = Number(options.rate);
const preset = presetSchema.parse(options.preset);
const size = { width: 384, height: 512 };

const drawnSchema = z.array(
  z.object({
    number: z.number(),
    /** Milliseconds from the camera's picture to the verdict on the screen. */
    latency: z.number(),
    /** The window's own times of the {@link steps}, in their order, milliseconds; null without a value. */
    steps: z.array(z.number().nullable()),
  }),
);
type Drawn = z.infer<typeof drawnSchema>[number];

const steps = ['capture', 'queue', 'run', 'post', 'draw'] as const;
/** Delay of the count after the last visit to the page, milliseconds: the browser still processes recorded events for a while. */
const settling = 6000;

const folder = await mkdtemp(join(tmpdir(), 'loupe-live-'));
try {
  const home = join(folder, 'home');
  const cookie = join(stationData, 'cookie');
  say(`Training with the preset ${preset}`);
  const words = ['train', '--images', join(cookie, 'train', 'good'), '--name', 'Cookie', '--preset', preset];
  await stationCommand(home, z.object({ seconds: z.number() }), words);
  if (options.browse) {
    say('Writing a long log');
    await writeLogHome(home, 'Another product', Date.now());
    lengthenLog(home, 100_000);
  }
  const clip = join(folder, 'clip.y4m');
  const pictures = await Promise.all(
    ['good', 'crack'].map((kind) => picturesOf(join(cookie, 'test', kind), 8)),
  );
  await writeClip(clip, pictures.flat(), { ...size, hold: 0.4, rate });
  report(await measure(home, clip));
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function picturesOf(images: string, count: number): Promise<string[]> {
  return (await readdir(images))
    .toSorted()
    .slice(0, count)
    .map((name) => join(images, name));
}

async function measure(home: string, clip: string) {
  const station = await startStation({ home });
  const camera = cameraArguments({ kind: 'clip', path: clip });
  const browser = await openUnattendedBrowser({ width: 1280, height: 888 }, ...camera);
  const colleague = options.browse ? await launchBrowser() : null;
  try {
    await browser.visit(async (page) => {
      await page.goto(station.address);
      await page.getByTestId('rail-inspect').click();
      await page.getByTestId('product-picker').click();
      await page.locator('[data-testid=product-tile][data-name="Cookie"]').click();
      await page.getByTestId('source-kind').selectOption('window-camera');
      await page.getByTestId('start').click();
      await page.locator('[data-number]').waitFor();
    });
    say('Warming up');
    await sleep(5000);
    const reviewer = colleague && (await openLog(colleague, station.address));
    await browser.visit(collect);
    await sleep(settling);
    const before = await counted(station.client);
    const processorBefore = processorTimes();
    say(`Watching ${seconds} s`);
    await Promise.all([sleep(seconds * 1000), reviewer && browse(reviewer, seconds)]);
    const after = await counted(station.client);
    const drawn = await browser.visit(collected);
    sayProcessorTimes(processorBefore, drawn.length);
    return describe(drawn, after, before);
  } finally {
    await colleague?.close();
    await browser.close();
    await station.stop();
  }
}

/** Makes the page record each drawn verdict for {@link seconds}, beginning shortly after the visit ends. */
async function collect(page: Page): Promise<void> {
  await page.locator('[data-number]').evaluate(
    (element, { duration, settling, names }) => {
      const drawn: Drawn[] = [];
      Object.assign(window, { drawn });
      const shown = names.map((name) => document.querySelector(`[data-testid=time-${name}]`));
      const from = Date.now() + settling;
      const observer = new MutationObserver(() => {
        const { number, takenAt } = element.dataset;
        // The next animation frame begins after this drawing.
        requestAnimationFrame(() => {
          const now = Date.now();
          if (now < from || now >= from + duration) return;
          const times = shown
            .map((one) => Number.parseFloat(one?.textContent ?? ''))
            .map((time) => (Number.isFinite(time) ? time : null));
          drawn.push({ number: Number(number), latency: now - Number(takenAt), steps: times });
        });
      });
      observer.observe(element, { attributes: true, attributeFilter: ['data-number'] });
    },
    { duration: seconds * 1000, settling, names: [...steps] },
  );
}

/** Reads the records of {@link collect}. */
async function collected(page: Page): Promise<Drawn[]> {
  return drawnSchema.parse(await page.evaluate((): unknown => Reflect.get(window, 'drawn')));
}

/** Opens Review in a window of its own, as on another PC. */
async function openLog(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  await page.goto(address);
  await page.getByTestId('rail-review').click();
  await page.getByTestId('entry').locator('img').first().waitFor();
  return page;
}

/** Turns the wheel four times a second and opens an entry each time. */
async function browse(page: Page, duration: number): Promise<void> {
  await page.getByTestId('gallery').hover();
  for (const end = Date.now() + duration * 1000; Date.now() < end;) {
    await page.mouse.wheel(0, 900);
    await page.mouse.click(400, 400);
    await page.waitForTimeout(250);
  }
}

/** Prints each process's processor time per drawn verdict. */
function sayProcessorTimes(before: ReadonlyMap<string, number>, frames: number): void {
  const used = [...processorTimes()].map(([name, time]) => ({ name, time: time - (before.get(name) ?? 0) }));
  for (const { name, time } of used.toSorted((a, b) => b.time - a.time)) {
    process.stderr.write(`${name}: ${((1000 * time) / frames).toFixed(1)} ms of the processor a verdict\n`);
  }
}

async function counted(client: StationClient) {
  const session = await client.inspection.current();
  const { total } = await client.log.query({ filter: {}, order: 'newest', limit: 1 });
  return { logged: total, ...session?.counts };
}

type Counted = Awaited<ReturnType<typeof counted>>;

function describe(drawn: readonly Drawn[], after: Counted, before: Counted) {
  const latencies = drawn.map(({ latency }) => latency);
  const at = quantiles(latencies);
  const since = (name: 'good' | 'review' | 'defect' | 'dropped' | 'logged'): number =>
    (after[name] ?? 0) - (before[name] ?? 0);
  const inspected = since('good') + since('review') + since('defect');
  const result = {
    preset,
    cameraRate: rate,
    seconds,
    drawnPerSecond: rounded(drawn.length / seconds, 1),
    inspectedPerSecond: rounded(inspected / seconds, 1),
    dropped: since('dropped'),
    logged: since('logged'),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    most: at(1),
    steps: Object.fromEntries(
      steps.map((name, index) => {
        const times = drawn.map((one) => one.steps[index] ?? Number.NaN).filter(Number.isFinite);
        const at = quantiles(times);
        return [name, { p50: at(0.5), p99: at(0.99) }];
      }),
    ),
  };
  const goalsMet = result.drawnPerSecond >= rate * 0.995 && result.p99 <= 3000 / rate;
  return {
    benchmark: 'live',
    settings: { ...size, goals: { perSecond: rate, p99: rounded(3000 / rate, 0) }, goalsMet },
    results: [result],
    table: {
      head: [
        ...['Preset', 'Camera', 'Drawn a second', 'Dropped', 'Written into the log'],
        ...['Picture to verdict p50, ms', 'p95', 'p99', 'Longest'],
        ...steps.map((name) => `${name}, p50 / p99`),
      ],
      rows: [
        [
          preset,
          `${rate} a second, ${seconds} s`,
          result.drawnPerSecond.toFixed(1),
          ...[result.dropped, result.logged].map(String),
          ...[result.p50, result.p95, result.p99, result.most].map((value) => value.toFixed(0)),
          ...steps.map((name) => {
            const { p50 = Number.NaN, p99 = Number.NaN } = result.steps[name] ?? {};
            return `${p50.toFixed(1)} / ${p99.toFixed(1)}`;
          }),
        ],
      ],
    },
  };
}
