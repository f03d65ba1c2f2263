import { createServer as createHttpServer } from 'node:http';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';

/**
 * Serves the window from its sources, with hot reload, on this machine only. It forwards the station's requests
 * unchanged: the browser's Host and Origin both name this server, so the station finds that they match. The station
 * needs no knowledge of a second address, and checks token and cookie as usual.
 *
 * @param {{ port: number, station: number }} ports of the window (0 for any free one) and of the station
 * @returns {Promise<{ port: number, close: () => Promise<void> }>}
 */
export async function serveWindow({ port, station }) {
  const [{ createLogger, createServer }, { default: vue }, { pageHeaders }, { socketPaths }] =
    await Promise.all([
      import('vite'),
      import('@vitejs/plugin-vue'),
      import('../../src/main/host/page-headers.ts'),
      import('../../src/shared/contract/ports.ts'),
    ]);
  const toStation = { target: `http://127.0.0.1:${station}`, changeOrigin: false };
  const http = createHttpServer();
  const logger = createLogger('info');
  // Errors during a restart of the station are no news: the window retries by itself.
  const quiet = { ...logger, error: ofOthers(logger.error) };
  const vite = await createServer({
    configFile: false,
    root: join(root, 'src', 'renderer'),
    cacheDir: join(root, '.cache', 'vite'),
    clearScreen: false,
    customLogger: quiet,
    plugins: [vue()],
    server: {
      // Vite's own server would end this process at a signal, before the station has stopped.
      middlewareMode: { server: http },
      hmr: { server: http },
      cors: false,
      // The same headers as in the station, so that a source that its policy forbids fails here too.
      headers: { ...pageHeaders },
      fs: { allow: [join(root, 'src'), join(root, 'node_modules')] },
      proxy: {
        '/media/': toStation,
        [socketPaths.procedures]: { ...toStation, ws: true },
        [socketPaths.live]: { ...toStation, ws: true },
        // The station itself answers the sign-in by a token and the window's question whether it is authorised.
        '^/(\\?.*)?$': {
          ...toStation,
          bypass: ({ method, url = '' }) =>
            method === 'GET' && !url.includes('token=') ? '/index.html' : undefined,
        },
      },
    },
  });
  http.on('request', vite.middlewares);
  await new Promise((done, fail) => {
    http.once('error', fail).listen(port, '127.0.0.1', () => done(undefined));
  });
  const address = http.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: async () => {
      await vite.close();
      http.closeAllConnections();
      http.close();
    },
  };
}

/**
 * @param {import('vite').Logger['error']} tell
 * @returns {import('vite').Logger['error']} `tell` without messages about requests that the station did not answer
 */
function ofOthers(tell) {
  return (message, options) => {
    if (!message.includes('proxy error')) tell(message, options);
  };
}
