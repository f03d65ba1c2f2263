import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { whyNotUnpinned } from './check-pinned.mjs';
import { manifestOf } from './manifest.mjs';
import { root, userCache } from './paths.mjs';
import { placeFolder } from './place.mjs';
import { downloadWheel, pythonWithPip, unpackWheel } from './python.mjs';
import { lastLines, run } from './run.mjs';
import { SetupError } from './setup-error.mjs';
import { wantedVariant } from './tensorflow-variant.mjs';

const packageFolder = join(root, 'node_modules', 'onnxruntime-node');
const binaries = join(packageFolder, 'bin', 'napi-v6', 'linux', 'x64');
const libraries = ['libonnxruntime_providers_cuda.so', 'libonnxruntime_providers_shared.so'];
const stall = 20_000;

/**
 * Installs ONNX Runtime's CUDA provider beside its library if a GPU is wanted. The provider needs the machine's own
 * CUDA and cuDNN (12 with the package's own download, 13 with the Python wheel). Without it inspection runs on the CPU,
 * so a failure is reported but not fatal.
 *
 * @param {(text: string) => void} say
 * @returns {Promise<string>} the result in words; empty if no GPU is wanted
 */
export async function ensureCudaProvider(say) {
  const possible = process.platform === 'linux' && process.arch === 'x64';
  if (!possible || wantedVariant() === 'cpu' || isThere(binaries)) return '';
  if (await ownDownload(say)) return 'CUDA 12 provider';
  try {
    await takeFromWheel(say);
    return 'CUDA 13 provider';
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`inspection will run on the CPU, ONNX Runtime's CUDA provider is missing: ${error.message}`);
    return 'no CUDA provider';
  }
}

/** @param {(text: string) => void} say @returns {Promise<boolean>} whether the provider is installed */
async function ownDownload(say) {
  if (whyNotUnpinned('cudaProvider', say) !== undefined) return false;
  const args = ['script/install.js', '--onnxruntime-node-install=cuda12'];
  const progress = () => readdirSync(binaries).length;
  const options = { cwd: packageFolder, progress, stall, timeout: 10 * 60_000 };
  const result = await run(process.execPath, args, options);
  return result.code === 0 && isThere(binaries);
}

/** @param {string} folder */
function isThere(folder) {
  return libraries.every((name) => existsSync(join(folder, name)));
}

/** @param {(text: string) => void} say */
async function takeFromWheel(say) {
  const { version } = manifestOf(packageFolder);
  const cached = join(userCache(), `onnxruntime-gpu-${version}-linux-x64`);
  const unpacked = join(cached, 'onnxruntime', 'capi');
  if (!isThere(unpacked)) {
    const python = await pythonWithPip();
    const requirement = `onnxruntime-gpu==${version}`;
    say(`downloading ${requirement} (250 MB)`);
    const tags = ['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311'];
    const platforms = ['--platform', 'manylinux_2_28_x86_64', '--platform', 'manylinux_2_27_x86_64'];
    mkdirSync(cached, { recursive: true });
    const download = await downloadWheel(python, requirement, cached, [...tags, ...platforms]);
    const wheel = download.code === 0 && readdirSync(cached).find((file) => file.endsWith('.whl'));
    if (!wheel) throw new SetupError(`pip could not download ${requirement}`, lastLines(download.output, 2));
    const patterns = libraries.map((name) => `onnxruntime/capi/${name}`);
    await unpackWheel(python, join(cached, wheel), cached, patterns);
    rmSync(join(cached, wheel));
    if (!isThere(unpacked)) throw new SetupError(`${wheel} holds no CUDA provider`, '');
  }
  placeFolder(unpacked, binaries);
}
