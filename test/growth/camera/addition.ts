import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { encodePng } from '../../../src/main/images/encode-image.ts';
import { testFrame } from '../../support/pictures.ts';
import { newFilesBeside, runIn, type Addition } from '../exercise.ts';

/** Returns the camera's words in one language. */
function words(kind: string): Addition['edits'][string] {
  return [
    {
      after: '  sources: {',
      text: `
    'http-camera': ${kind},`,
    },
  ];
}

/** A program that takes one frame of the camera in the copy and prints it. */
const program = (url: string): string => `
  import { openSource } from './src/main/cameras/registry.ts';
  const parts = { again: false, memoryOf: () => { throw new Error('No folder is watched'); } };
  const stop = await openSource({ kind: 'http-camera', url: '${url}' }, parts).start({
    onFrame: ({ frame: { width, height } }) => {
      process.stdout.write(JSON.stringify({ width, height }));
      void stop();
      return true;
    },
    onUnreadable: ({ problem }) => { throw problem; },
    onProblem: (problem) => { throw problem; },
  });
`;

/** A kind of camera that answers each request with a picture. */
export const camera: Addition = {
  what: 'a kind of camera',
  most: 6,
  files: newFilesBeside(import.meta.dirname),
  edits: {
    'src/shared/domain/source-kinds.ts': [
      {
        after: "export const sourceSchema = z.discriminatedUnion('kind', [",
        text: "\n  z.object({ kind: z.literal('http-camera'), url: z.url().max(2000) }),",
      },
      {
        after: 'export const sourceKinds: { readonly [Kind in SourceKind]: SourceTraits<Kind> } = {',
        text: `
  'http-camera': {
    read: 'station',
    frames: 'latest',
    part: 'appearance',
    products: 'any',
    leastSilence: 3_000,
    isDevice: true,
    isPushed: false,
    fileWord: 'camera',
    address: ({ url }) => url,
  },`,
      },
    ],
    'src/main/cameras/registry.ts': [
      {
        after: "import type { FrameSource } from './frame-source.ts';",
        text: "\nimport { httpCamera } from './http/http-camera.ts';",
      },
      { after: "  'window-camera': () => null,", text: "\n  'http-camera': ({ url }) => httpCamera(url)," },
    ],
    'src/renderer/operator/sources/registry.ts': [
      {
        after: "import type { SourceKind } from '../../../shared/domain/source-kinds.ts';",
        text: "\nimport { useHttpCamera } from './http-camera.ts';",
      },
      { after: "    'window-camera': useWindowCamera(),", text: "\n    'http-camera': useHttpCamera()," },
    ],
    'src/shared/words/en.ts': words(
      "{ name: 'Camera on the network', at: 'Camera {address}', label: 'Address', missing: 'Enter its address' }",
    ),
    'src/shared/words/de.ts': words(
      "{ name: 'Kamera im Netz', at: 'Kamera {address}', label: 'Adresse', missing: 'Die Adresse angeben' }",
    ),
    'src/shared/words/zh-cn.ts': words(
      "{ name: '网络相机', at: '相机 {address}', label: '地址', missing: '请输入地址' }",
    ),
  },
  async prove(folder) {
    const picture = await encodePng(testFrame(80, 60));
    const server = createServer((_request, response) => response.end(picture));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const url = `http://127.0.0.1:${portOf(server.address())}/`;
      const { output } = await runIn(folder, ['--input-type=module', '--eval', program(url)]);
      expect(JSON.parse(output)).toEqual({ width: 80, height: 60 });
    } finally {
      server.close();
    }
  },
};

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port');
  return address.port;
}
