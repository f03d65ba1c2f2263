import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions } from 'electron';
import { app, needsReady, preventable } from './app.ts';
import { electronClone } from './clone.ts';
import { transferred } from './message-ports.ts';
import { note } from './record.ts';
import { request } from './session.ts';

/** The main frame of a page. */
class Frame {
  url = 'about:blank';
  /** Ports that the page received, the latest last. */
  readonly received: (readonly MessagePort[])[] = [];

  postMessage(channel: string, message: unknown, transfer?: unknown): void {
    electronClone(message);
    const ports = transferred(transfer).map((port) => port.handOver());
    note('frame.postMessage', channel, ports.length);
    this.received.push(ports);
  }
}

class WebContents extends EventEmitter {
  readonly mainFrame = new Frame();
  #zoom = 0;
  #openHandler: ((details: { url: string }) => unknown) | null = null;

  setWindowOpenHandler(handler: (details: { url: string }) => unknown): void {
    this.#openHandler = handler;
  }

  /** Acts as a page that asks for another window. */
  openWindow(url: string): unknown {
    return this.#openHandler?.({ url });
  }

  getZoomLevel(): number {
    return this.#zoom;
  }

  setZoomLevel(level: number): void {
    this.#zoom = level;
  }

  toggleDevTools(): void {
    note('toggleDevTools');
  }
}

/** Position and size of a window before the user moves it. */
const bounds = { x: 10, y: 20, width: 1000, height: 700 };

/** Electron's BrowserWindow, as far as the station uses it. */
export class BrowserWindow extends EventEmitter {
  readonly options: BrowserWindowConstructorOptions;
  #contents = new WebContents();
  #destroyed = false;
  #visible = false;
  #maximized = false;
  #fullScreen = false;
  #failLoading: (error: Error) => void = () => undefined;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    needsReady('Cannot create BrowserWindow before app is ready');
    this.options = options;
    this.#visible = options.show !== false;
    this.#fullScreen = options.fullscreen === true;
    app.windows.add(this);
    note('window');
    app.emit('web-contents-created', {}, this.#contents);
  }

  /** Throws if the window is destroyed, as every call on it does then (shell/common/gin_helper/destroyable.cc). */
  #alive(): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
  }

  get webContents(): WebContents {
    this.#alive();
    return this.#contents;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** On macOS, `fullscreen: false` disables full screen for the window (shell/browser/native_window.cc, InitFromOptions). */
  isFullScreenable(): boolean {
    this.#alive();
    return this.options.fullscreenable ?? this.options.fullscreen !== false;
  }

  isFullScreen(): boolean {
    this.#alive();
    return this.#fullScreen;
  }

  setFullScreen(on: boolean): void {
    this.#alive();
    this.#fullScreen = on;
    note('setFullScreen', on);
  }

  isMaximized(): boolean {
    this.#alive();
    return this.#maximized;
  }

  /** Also shows a hidden window (docs/api/browser-window.md, win.maximize). */
  maximize(): void {
    this.#alive();
    this.#maximized = true;
    note('maximize');
    this.show();
  }

  isVisible(): boolean {
    this.#alive();
    return this.#visible;
  }

  show(): void {
    this.#alive();
    this.#visible = true;
    note('show');
  }

  focus(): void {
    this.#alive();
    note('focus');
  }

  isMinimized(): boolean {
    this.#alive();
    return false;
  }

  getNormalBounds(): typeof bounds {
    this.#alive();
    return bounds;
  }

  reload(): void {
    this.#alive();
    note('reload');
  }

  /**
   * Resolves when the page is loaded, with any status; rejects if the window closes before
   * (lib/browser/api/web-contents.ts, _awaitNextLoad).
   */
  async loadURL(url: string): Promise<void> {
    this.#alive();
    note('loadURL', url);
    const gone = new Promise<never>((_resolve, reject) => {
      this.#failLoading = reject;
    });
    const { statusCode } = await Promise.race([request(url), gone]);
    note('loaded', statusCode);
    this.#contents.mainFrame.url = url;
    this.emit('ready-to-show');
  }

  /** Closes the window, as the user or `app.quit` does. */
  close(): void {
    this.#alive();
    const event = preventable();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  /** Destroys the window without the event `close`. */
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#failLoading(new Error('ERR_FAILED (-2) loading the page'));
    this.emit('closed');
    app.windowClosed(this);
  }
}
