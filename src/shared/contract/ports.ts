/**
 * How a window of the desktop gets its two message ports: the page posts `requestPorts` to itself, the preload
 * script asks the station and posts `ports` back with `[procedures, live]` as transferred ports.
 */
export const portMessages = { requestPorts: 'loupe-request-ports', ports: 'loupe-ports' } as const;

/** The IPC channel between preload script and station that carries the two ports. */
export const portChannel = 'loupe:ports';

/** The value that the preload script puts on `window.loupe`; absent in a browser. */
export interface DesktopBridge {
  readonly host: 'electron';
}

export const bridgeName = 'loupe';

/** Paths of the headless host's WebSockets for the two channels: procedures and live. */
export const socketPaths = { procedures: '/rpc', live: '/live' } as const;
