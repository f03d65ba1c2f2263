import { app, shell } from 'electron';
import type { WebContents } from 'electron';
import { externalAddress, isOwnAddress } from './addresses.ts';

/** Prevents every page of the program from opening other pages, windows, frames or embedded views. */
export function denyNavigation(): void {
  app.on('web-contents-created', (_created, contents) => keepInPlace(contents));
}

function keepInPlace(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    const address = externalAddress(url);
    if (address !== null) void shell.openExternal(address);
    return { action: 'deny' };
  });
}
