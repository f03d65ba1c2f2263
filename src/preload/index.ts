import { contextBridge, ipcRenderer } from 'electron';
import { bridgeName, portChannel, portMessages, type DesktopBridge } from '../shared/contract/ports.ts';

const bridge: DesktopBridge = { host: 'electron' };
contextBridge.exposeInMainWorld(bridgeName, bridge);

/** Accepts requests only from the page itself. */
function isPortRequest({ source, origin, data }: MessageEvent<unknown>): boolean {
  return (
    source === window &&
    origin === location.origin &&
    typeof data === 'object' &&
    data !== null &&
    'kind' in data &&
    data.kind === portMessages.requestPorts
  );
}

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (isPortRequest(event)) ipcRenderer.send(portChannel);
});
ipcRenderer.on(portChannel, (event) => {
  window.postMessage({ kind: portMessages.ports }, location.origin, [...event.ports]);
});
