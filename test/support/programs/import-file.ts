import type { SkippedFile } from '../../../src/shared/contract/datasets.ts';
import { StationError } from '../../../src/shared/domain/station-error.ts';
import { importFolder } from '../../../src/main/datasets/import-folder.ts';
import { giveUpRoot, sendFailureOf } from './give-up-root.ts';

const [folder = ''] = process.argv.slice(2);
giveUpRoot();
await sendFailureOf(async () => {
  const skipped: SkippedFile[] = [];
  for await (const event of await importFolder(folder, () => Promise.resolve({ duplicate: false }))) {
    if (event.kind === 'finished') skipped.push(...event.skipped);
  }
  const [first] = skipped;
  if (first) throw new StationError(first.code, `Skipped: ${first.message}`);
});
