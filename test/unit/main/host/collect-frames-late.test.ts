import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../support/run-program.ts';

test('V8 has nothing to say about its flag, whatever version of Node this is', () => {
  const module = pathToFileURL(join(projectFolder, 'src/main/host/collect-frames-late.ts')).href;
  const program = `(await import('${module}')).collectFramesLate(); console.log('set');`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  expect(stdout).toBe('set\n');
  expect(stderr).not.toContain('flag');
});
