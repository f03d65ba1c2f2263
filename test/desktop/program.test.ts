import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockStation } from '../../src/main/database/station-lock.ts';
import { projectFolder, startProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const entry = join(projectFolder, 'src/main/index.ts');

/** Starts the desktop as a process of its own. */
function startedProgram(...words: readonly string[]) {
  const home = join(temporaryFolder(), 'home');
  const program = startProgram('test/support/electron/program.ts', [entry, ...words], { STATION_HOME: home });
  return { home, program };
}

test('a failure that nobody catches is written down, closes the station and then tells the user', async () => {
  const { home, program } = startedProgram('--throw-at', 'show');
  const { code, stdout, stderr } = await program.end;
  expect(code).toBe(1);
  expect(stderr).toContain('The belt has come off');
  expect(stdout.trimEnd().split('\n').slice(-3)).toEqual([
    'app.releaseSingleInstanceLock',
    'dialog.showErrorBox Loupe has ended | The belt has come off',
    'exit 1',
  ]);
  lockStation(join(home, 'station.lock')).release();
});

test.each(['better-sqlite3', 'sharp'])(
  'a %s that cannot be loaded is told, and the program ends',
  async (name) => {
    const { code, stdout, stderr } = await startedProgram('--broken', name).program.end;
    expect(code).toBe(1);
    expect(stdout.split('\n')[0]).toBe(
      `dialog.showErrorBox Loupe did not start | ${name}.node: invalid ELF header`,
    );
    expect(stderr).toContain('invalid ELF header');
  },
);

test('a window that is closed while its page loads ends the program without a complaint', async () => {
  const { code, stdout, stderr } = await startedProgram('--close-at', 'loadURL').program.end;
  expect(code).toBe(0);
  expect(stdout).toContain('loadURL');
  expect(stdout).not.toMatch(/^loaded|^dialog\./m);
  expect(stderr).not.toContain('Error');
});

test('Ctrl-C in the terminal closes the station before the program ends', async () => {
  const { home, program } = startedProgram();
  await program.says(/^show$/m);
  program.child.kill('SIGINT');
  const { code, stdout } = await program.end;
  expect(code).toBe(0);
  expect(stdout).toContain('app.quit');
  lockStation(join(home, 'station.lock')).release();
});
