import { chromium } from '@playwright/test';
import type { Browser, BrowserContext, Page } from '@playwright/test';

/** What the window's browser has for a camera. */
export type FakeCamera =
  /** Chromium's own moving test picture. */
  | { readonly kind: 'test-picture' }
  /** A clip that `writeClip` made, over and over. */
  | { readonly kind: 'clip'; readonly path: string }
  /** A camera that the browser may not use. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'none' };

export interface WindowOptions {
  readonly camera?: FakeCamera;
  /** A name that the browser takes for this machine, as the network's name service would. */
  readonly knownHost?: string;
  readonly context?: Parameters<Browser['newContext']>[0];
}

export interface BrowserWindow {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong in the page that nobody handled, network failures aside. */
  readonly failures: readonly string[];
  close(): Promise<void>;
}

const usualCamera = { kind: 'test-picture' } as const satisfies FakeCamera;
const fakeDevice = '--use-fake-device-for-media-stream';
const withoutAsking = '--use-fake-ui-for-media-stream';

/** The switches that give Chromium, and Electron with it, such a camera. */
export function cameraArguments(camera: FakeCamera): string[] {
  switch (camera.kind) {
    case 'test-picture':
      return [fakeDevice, withoutAsking];
    case 'clip':
      return [fakeDevice, withoutAsking, `--use-file-for-fake-video-capture=${camera.path}`];
    case 'refused':
      return [fakeDevice, `${withoutAsking}=deny`];
    case 'none':
      return [`${fakeDevice}=device-count=0`, withoutAsking];
  }
}

/** Opens a browser of its own: its camera is chosen at its start. */
export async function openBrowserWindow(options: WindowOptions = {}): Promise<BrowserWindow> {
  const browser = await launch(options);
  return { ...(await openIn(browser, options)), close: () => browser.close() };
}

/** Browsers of a worker: windows that ask for the same usual camera share one, each in a context of its own. */
export function createBrowsers() {
  const shared = new Map<string, Promise<Browser>>();
  return {
    async open(options: WindowOptions = {}): Promise<BrowserWindow> {
      const { kind } = options.camera ?? usualCamera;
      const isUsual = (kind === 'none' || kind === 'test-picture') && options.knownHost === undefined;
      if (!isUsual) return openBrowserWindow(options);
      const browser = shared.get(kind) ?? launch(options);
      shared.set(kind, browser);
      const window = await openIn(await browser, options);
      return { ...window, close: () => window.context.close() };
    },
    async close(): Promise<void> {
      for (const browser of shared.values()) await (await browser).close();
    },
  };
}

function launch({ camera = usualCamera, knownHost }: WindowOptions): Promise<Browser> {
  const executablePath = process.env['LOUPE_CHROMIUM'];
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      ...cameraArguments(camera),
      ...(knownHost === undefined ? [] : [`--host-resolver-rules=MAP ${knownHost} 127.0.0.1`]),
    ],
  });
}

async function openIn(browser: Browser, options: WindowOptions): Promise<Omit<BrowserWindow, 'close'>> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    ...options.context,
  });
  const page = await context.newPage();
  return { page, context, failures: watchFailures(page) };
}

/** Collects uncaught errors and what the page reports as one. */
export function watchFailures(page: Page): readonly string[] {
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.stack ?? error.message));
  page.on('console', (message) => {
    // A station that is away, a file that is gone or a plain address is the test's own doing; the browser logs it.
    const own = /^(WebSocket connection|Failed to load resource|The Cross-Origin-Opener-Policy header)/;
    if (message.type() === 'error' && !own.test(message.text())) failures.push(message.text());
  });
  return failures;
}
