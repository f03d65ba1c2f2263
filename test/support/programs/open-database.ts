import { openDatabase } from '../../../src/main/database/open-database.ts';
import { giveUpRoot, sendFailureOf } from './give-up-root.ts';

const [path = ''] = process.argv.slice(2);
giveUpRoot();
await sendFailureOf(() => openDatabase(path));
