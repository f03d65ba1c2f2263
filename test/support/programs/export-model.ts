import { createModelStore } from '../../../src/main/models/store.ts';
import { giveUpRoot, sendFailureOf } from './give-up-root.ts';

const [models = '', modelId = '', target = ''] = process.argv.slice(2);
giveUpRoot();
await sendFailureOf(() => createModelStore(models).exportTo(modelId, target));
