import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { newFilesBeside, runIn, type Addition } from '../exercise.ts';

/** Returns the output's words in one language. */
function words(name: string, url: string): Addition['edits'][string] {
  return [{ after: '  kinds: {', text: `\n    courier: { name: '${name}', url: '${url}' },` }];
}

/** A kind of output that sends each result as a request to a server. Outbox, state, test and last messages follow. */
export const output: Addition = {
  what: 'a kind of output',
  most: 6,
  files: newFilesBeside(import.meta.dirname),
  edits: {
    'src/shared/domain/output-kinds.ts': [
      {
        after: "export const outputTargetSchema = z.discriminatedUnion('kind', [",
        text: "\n  z.strictObject({ kind: z.literal('courier'), url: z.url().max(2000) }),",
      },
      {
        after: 'export const outputKinds: { readonly [Kind in OutputKind]: OutputTraits<Kind> } = {',
        text: '\n  courier: { address: ({ url }) => url },',
      },
    ],
    'src/main/line/registry.ts': [
      {
        after: "import { fileOutput } from './file/file-output.ts';",
        text: "\nimport { courierOutput } from './courier/courier-output.ts';",
      },
      { after: '  file: fileOutput,', text: '\n  courier: courierOutput,' },
    ],
    'src/renderer/admin/outputs/kinds/registry.ts': [
      {
        after: "import type { OutputForm } from './output-form.ts';",
        text: "\nimport CourierFields from './courier-fields.vue';",
      },
      {
        after: 'export const outputForms: { readonly [Kind in OutputKind]: OutputForm<Kind> } = {',
        text: "\n  courier: { fields: CourierFields, begin: () => ({ kind: 'courier', url: '' }) },",
      },
    ],
    'src/renderer/i18n/en/outputs.ts': words('Web server', 'Address'),
    'src/renderer/i18n/de/outputs.ts': words('Webserver', 'Adresse'),
    'src/renderer/i18n/zh-cn/outputs.ts': words('网络服务器', '地址'),
  },
  async prove(folder) {
    const heard: unknown[] = [];
    const server = createServer((request, response) => {
      let text = '';
      request.on('data', (piece: Buffer) => (text += piece.toString()));
      request.on('end', () => {
        heard.push(JSON.parse(text));
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('The server listens on no port');
      const home = join(temporaryFolder(), 'home');
      const command = (...given: string[]) =>
        runIn(folder, ['src/main/cli.ts', 'outputs', ...given, '--json'], { STATION_HOME: home });
      await command('add', 'MES', 'courier', `url=http://127.0.0.1:${address.port}/results`);
      const { output: answer } = await command('test', 'MES');
      expect(JSON.parse(answer)).toMatchObject({ delivered: true, state: { lamp: 'ok', waiting: 0 } });
      expect(heard).toMatchObject([{ number: 1, kind: 'test' }]);
    } finally {
      server.close();
    }
  },
};
