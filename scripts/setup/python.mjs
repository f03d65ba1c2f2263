import { checkWheelsIn } from './check-pinned.mjs';
import { findOnPath, run } from './run.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Returns the command of a Python 3 with pip, as words.
 *
 * @returns {Promise<string[]>}
 */
export async function pythonWithPip() {
  const candidates = [['python3'], ['python'], ['py', '-3']];
  let found = '';
  for (const [name = '', ...rest] of candidates) {
    const program = findOnPath(name);
    if (program === undefined) continue;
    const { code, stdout } = await run(program, [...rest, '-c', 'import sys; print(sys.version_info[0])']);
    if (code !== 0 || stdout.trim() !== '3') continue;
    found = program;
    const pip = await run(program, [...rest, '-m', 'pip', '--version']);
    if (pip.code === 0) return [program, ...rest];
  }
  throw new SetupError(
    found === '' ? 'Python 3 was not found' : `Python 3 (${found}) has no pip`,
    'Install it (Debian and Ubuntu: apt-get install python3-pip) and run the command again.',
  );
}

/**
 * Downloads a wheel and compares it with its pinned hash. The Python that runs pip may differ from the wheel's target.
 *
 * @param {string[]} python
 * @param {string} requirement such as `tensorflow_cpu==2.15.1`
 * @param {string} folder folder for the wheel
 * @param {string[]} tags pip's version and platform options
 * @throws {SetupError} if the file differs from the pinned one
 */
export async function downloadWheel(python, requirement, folder, tags) {
  const [program = 'python3', ...rest] = python;
  const options = ['--no-deps', '--only-binary=:all:', '--no-cache-dir', '--progress-bar', 'off'];
  const args = [...rest, '-m', 'pip', 'download', ...options, ...tags, '--dest', folder, requirement];
  const result = await run(program, args, { timeout: 30 * 60_000 });
  if (result.code === 0) await checkWheelsIn(folder);
  return result;
}

const unpackProgram = `
import sys, zipfile, fnmatch
wheel, folder, patterns = sys.argv[1], sys.argv[2], sys.argv[3:]
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        if any(fnmatch.fnmatch(name, pattern) for pattern in patterns):
            archive.extract(name, folder)
`;

/**
 * Unpacks the files of a wheel whose names match one of the patterns.
 *
 * @param {string[]} python
 * @param {string} wheel
 * @param {string} folder
 * @param {string[]} patterns shell patterns; `*` also matches `/`
 */
export async function unpackWheel(python, wheel, folder, patterns) {
  const [program = 'python3', ...rest] = python;
  return run(program, [...rest, '-c', unpackProgram, wheel, folder, ...patterns]);
}
