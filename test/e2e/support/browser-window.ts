import { chromium } from '@playwright/test';
import type { Browser, BrowserContext, Page } from '@playwright/test';

/** The camera of the window's browser. */
export type FakeCamera =
  /** Chromium's own moving test picture. */
  | { readonly kind: 'test-picture' }
  /** A clip by `writeClip`, repeated. */
  | { readonly kind: 'clip'; readonly path: string }
  /** A camera that the user denies to the page. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'none' };

export interface WindowOptions {
  readonly camera?: FakeCamera;
  /** A host name that the browser resolves to this machine, as the network's name service would. */
  readonly knownHost?: string;
  readonly context?: Parameters<Browser['newContext']>[0];
}

export interface BrowserWindow {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the page that nobody handled, without network failures. */
  readonly failures: readonly string[];
  close(): Promise<void>;
}

const usualCamera = { kind: 'test-picture' } as const satisfies FakeCamera;
const fakeDevice = '--use-fake-device-for-media-stream';
const withoutAsking = '--use-fake-ui-for-media-stream';

/** Returns the switches that give Chromium, and so Electron, such a camera. */
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

/** Opens a browser of its own, because a browser gets its camera at its start. */
export async function openBrowserWindow(options: WindowOptions = {}): Promise<BrowserWindow> {
  const browser = await launch(options);
  return { ...(await openIn(browser, options)), close: () => browser.close() };
}

/** Manages a worker's browsers: windows with the same usual camera share one browser, each in a context of its own. */
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

/** Collects uncaught errors and the errors on the page's console. */
export function watchFailures(page: Page): readonly string[] {
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.stack ?? error.message));
  page.on('console', (message) => {
    // The tests themselves cause these console errors: a stopped station, a missing file, a plain address.
    const own = /^(WebSocket connection|Failed to load resource|The Cross-Origin-Opener-Policy header)/;
    if (message.type() === 'error' && !own.test(message.text())) failures.push(message.text());
  });
  return failures;
}
