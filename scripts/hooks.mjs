import { run } from './setup/run.mjs';
import { root } from './setup/paths.mjs';

// Makes git run the hooks in .githooks for this clone; `--off` removes them again. Their use is optional.
const off = process.argv.includes('--off');
const words = off ? ['--unset', 'core.hooksPath'] : ['core.hooksPath', '.githooks'];
const result = await run('git', ['config', ...words], { cwd: root });
// Git returns 5 if there was no hook setting to remove.
const isDone = result.code === 0 || (off && result.code === 5);
if (!isDone) process.stdout.write(result.output);
else {
  process.stdout.write(
    off
      ? 'Git runs no hooks of this project any more.\n'
      : 'Git checks titles of commits and the files of each from now on. npm run hooks -- --off ends that.\n',
  );
}
process.exitCode = isDone ? 0 : 1;
