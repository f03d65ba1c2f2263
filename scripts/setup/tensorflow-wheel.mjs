import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cppCompiler, nodeHeaders } from './compiler.mjs';
import { userCache } from './paths.mjs';
import { privateNode } from './node-runtime.mjs';
import { downloadWheel, pythonWithPip, unpackWheel } from './python.mjs';
import { lastLines, run } from './run.mjs';
import { SetupError } from './setup-error.mjs';
import { cudaWheels, libraryVersion } from './tensorflow-variant.mjs';

/** The Node-API version of the addon: the newest that tfjs-node 4.22 looks for. */
const napiVersion = 8;
const wheelTags = ['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311'];
const platformTags = ['--platform', 'manylinux2014_x86_64'];
const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
const headers = ['c', 'core/platform'].map((part) => `tensorflow/include/tensorflow/${part}/*`);
const tslHeaders = ['tensorflow/include/tsl/*', 'tensorflow/include/external/local_tsl/*'];

/**
 * Builds TensorFlow's Node addon from the library and headers in TensorFlow's Python wheel, for machines that cannot
 * reach the package's own download. The addon's sources are two files in the package, so this calls the compiler
 * directly.
 *
 * @param {{ packageFolder: string, target: string, variant: 'cpu' | 'gpu', withCuda: boolean, say: (text: string) => void }} job
 *   `target` gets the layout of the package: `deps/lib/` and `lib/napi-v8/`; `withCuda`: includes CUDA's libraries, 2 GB that are
 *   only useful with a driver
 */
export async function buildFromWheel({ packageFolder, target, variant, withCuda, say }) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      `TensorFlow's wheel holds no library for ${process.platform} ${process.arch}`,
      'Give the machine access to storage.googleapis.com for the set-up, or set TFJS_NODE_CDN_STORAGE to a mirror.',
    );
  }
  const python = await pythonWithPip();
  const work = join(target, 'work');
  mkdirSync(work, { recursive: true });

  const requirement = `${variant === 'gpu' ? 'tensorflow' : 'tensorflow_cpu'}==${libraryVersion}`;
  say(`downloading ${requirement} (${variant === 'gpu' ? '475' : '207'} MB)`);
  await fetchAndUnpack(
    python,
    requirement,
    work,
    [...wheelTags, ...platformTags],
    [...libraries.map((name) => `tensorflow/${name}`), ...headers, ...tslHeaders],
  );

  const libraryFolder = join(target, 'deps', 'lib');
  mkdirSync(libraryFolder, { recursive: true });
  for (const name of libraries) renameSync(join(work, 'tensorflow', name), join(libraryFolder, name));
  if (withCuda) await addCuda(python, work, libraryFolder, say);

  say('compiling the addon');
  const node = nodeHeaders() ?? nodeHeaders([await privateNode(say)]);
  await compile(await cppCompiler(python, work, say), {
    node,
    packageFolder,
    target,
    include: join(work, 'tensorflow/include'),
  });
  rmSync(work, { recursive: true, force: true });
}

/**
 * @param {string[]} python
 * @param {string} requirement
 * @param {string} work
 * @param {string[]} tags
 * @param {string[]} patterns
 */
async function fetchAndUnpack(python, requirement, work, tags, patterns) {
  const folder = join(work, 'wheel');
  const download = await downloadWheel(python, requirement, folder, tags);
  const wheel = download.code === 0 && readdirSync(folder).find((file) => file.endsWith('.whl'));
  if (!wheel) {
    throw new SetupError(
      `pip could not download ${requirement}: ${download.ended ?? lastLines(download.output, 3)}`,
      `Make a Python package index reachable (PIP_INDEX_URL, PIP_FIND_LINKS), or copy ${userCache()} from a machine of the same kind, and run the command again.`,
    );
  }
  const unpack = await unpackWheel(python, join(folder, wheel), work, patterns);
  if (unpack.code !== 0) {
    throw new SetupError(
      `${wheel} could not be unpacked: ${lastLines(unpack.output, 3)}`,
      'About 2 GB of free disk space are needed; free some and run the command again.',
    );
  }
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Adds the CUDA libraries into libtensorflow's folder, where its search path begins.
 *
 * @param {string[]} python
 * @param {string} work
 * @param {string} libraryFolder
 * @param {(text: string) => void} say
 */
async function addCuda(python, work, libraryFolder, say) {
  for (const requirement of cudaWheels) {
    say(`downloading ${requirement}`);
    const tags = ['--platform', 'manylinux2014_x86_64', '--platform', 'manylinux1_x86_64'];
    await fetchAndUnpack(python, requirement, work, tags, ['nvidia/*/lib/*.so*']);
  }
  for (const part of readdirSync(join(work, 'nvidia'))) {
    const folder = join(work, 'nvidia', part, 'lib');
    for (const name of readdirSync(folder)) renameSync(join(folder, name), join(libraryFolder, name));
  }
}

/**
 * @param {string[]} compiler
 * @param {{ node: string | undefined, packageFolder: string, target: string, include: string }} paths
 */
async function compile([program = 'g++', ...first], { node, packageFolder, target, include }) {
  if (node === undefined) {
    throw new SetupError(
      `Node's headers (node_api.h) were not found beside ${process.execPath}`,
      'Install them (Debian and Ubuntu: apt-get install libnode-dev) and run the command again.',
    );
  }
  const folder = join(target, 'lib', `napi-v${napiVersion}`);
  mkdirSync(folder, { recursive: true });
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(packageFolder, 'binding', name));
  const result = await run(program, [
    ...first,
    ...[
      '-O2',
      '-shared',
      '-fPIC',
      '-std=c++17',
      `-DNAPI_VERSION=${napiVersion}`,
      '-DBUILDING_NODE_EXTENSION',
    ],
    ...['-DNODE_GYP_MODULE_NAME=tfjs_binding', `-I${node}`, `-I${include}`, ...sources],
    ...libraries.map((name) => join(target, 'deps', 'lib', name)),
    '-Wl,-rpath,$ORIGIN/../../deps/lib',
    ...['-o', join(folder, 'tfjs_binding.node')],
  ]);
  if (result.code !== 0) {
    throw new SetupError(
      `TensorFlow's addon could not be compiled with ${program}: ${lastLines(result.output)}`,
      'Install a C++17 compiler (Debian and Ubuntu: apt-get install g++) and run the command again.',
    );
  }
}
