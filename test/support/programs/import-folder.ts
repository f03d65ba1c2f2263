import { importFolder } from '../../../src/main/datasets/import-folder.ts';
import { giveUpRoot, sendFailureOf } from './give-up-root.ts';

const [folder = ''] = process.argv.slice(2);
giveUpRoot();
await sendFailureOf(() => importFolder(folder, () => Promise.resolve({ duplicate: false })));
