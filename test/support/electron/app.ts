import { EventEmitter } from 'node:events';
import type { BrowserWindow } from './browser-window.ts';
import { clearNotes, note } from './record.ts';

/** An event whose default a listener may prevent, as in Electron. */
export interface Preventable {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

export function preventable(): Preventable {
  let prevented = false;
  return {
    get defaultPrevented() {
      return prevented;
    },
    preventDefault: () => void (prevented = true),
  };
}

/** Electron's `app`. It refuses what Electron refuses; each rule names its source in Electron. */
class App extends EventEmitter {
  readonly isPackaged = false;
  /** Whether this start gets the single-instance lock. */
  getsLock = true;
  readonly windows = new Set<BrowserWindow>();
  #ready = Promise.withResolvers<null>();
  #ended = Promise.withResolvers<number>();
  #isReady = false;
  #exiting = false;
  #code: number | null = null;
  #paths = new Map<string, string>();
  /** Ends the process when Electron ends; null if the stand-in shares the test's process. */
  endProcess: ((code: number) => void) | null = null;

  /** Runs an entry and becomes ready in a later task, after the entry is loaded (lib/browser/init.ts, appCodeLoaded). */
  async launch(entry: () => unknown): Promise<void> {
    this.#forget();
    await entry();
    setImmediate(() => {
      if (this.#code !== null) return;
      this.#isReady = true;
      note('ready');
      this.emit('ready');
      this.#ready.resolve(null);
    });
    await Promise.race([this.#ready.promise, this.#ended.promise]);
  }

  /** Resolves with the program's exit code. */
  get ended(): Promise<number> {
    return this.#ended.promise;
  }

  get hasEnded(): boolean {
    return this.#code !== null;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<unknown> {
    return this.#ready.promise;
  }

  setPath(name: string, path: string): void {
    note('app.setPath', name, path, this.#isReady ? 'late' : 'early');
    this.#paths.set(name, path);
  }

  getPath(name: string): string {
    const path = this.#paths.get(name);
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }

  requestSingleInstanceLock(): boolean {
    note('app.requestSingleInstanceLock', this.getsLock);
    return this.getsLock;
  }

  releaseSingleInstanceLock(): void {
    note('app.releaseSingleInstanceLock');
  }

  /** shell/browser/api/electron_api_app.cc, App::EnableSandbox. */
  enableSandbox(): void {
    if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
    note('app.enableSandbox');
  }

  setAppUserModelId(id: string): void {
    note('app.setAppUserModelId', id);
  }

  relaunch(): void {
    note('app.relaunch');
  }

  /**
   * shell/browser/browser.cc, Browser::Quit: `before-quit` may prevent it, then each window's `close`.
   */
  quit(): void {
    if (this.#code !== null) return;
    note('app.quit');
    const event = preventable();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    for (const window of this.windows) window.close();
    if (this.windows.size === 0) this.#end(0);
  }

  /**
   * Closes windows without `close`, `before-quit` or `window-all-closed` (docs/api/app.md, app.exit;
   * browser.cc, ExitWithCode).
   */
  exit(code = 0): void {
    if (this.#code !== null) return;
    this.#exiting = true;
    for (const window of this.windows) window.destroy();
    this.#end(code);
  }

  /** Removes a closed window (window_list_observer.h). Without a listener, the program ends with its last window. */
  windowClosed(window: BrowserWindow): void {
    this.windows.delete(window);
    if (this.windows.size > 0 || this.#exiting) return;
    if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }

  #end(code: number): void {
    this.#code = code;
    note('exit', code);
    this.#ended.resolve(code);
    this.endProcess?.(code);
  }

  /** Resets all state, as a new process has it. */
  #forget(): void {
    if (this.#isReady && this.#code === null) throw new Error('The program before has not ended');
    clearNotes();
    this.windows.clear();
    this.removeAllListeners();
    this.#ready = Promise.withResolvers();
    this.#ended = Promise.withResolvers();
    this.#isReady = false;
    this.#exiting = false;
    this.#code = null;
    this.#paths = new Map();
  }
}

export const app = new App();

/** @throws Error as Electron does before `ready` */
export function needsReady(message: string): void {
  if (!app.isReady()) throw new Error(message);
}
