import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Tries a native package with the least work that proves that it works: `node native-trial.mjs FOLDER PACKAGE`, with
 * the package as installed in FOLDER. It runs under Node and in Electron's program. A failure is written to standard
 * error; a wrong library may end the process.
 */
const [folder = '', name = ''] = process.argv.slice(2);
const load = createRequire(join(folder, 'package.json'));

/** An ONNX graph that adds a vector of two numbers to itself; intermediate representation 8, operators 17. */
const addition = 'CAg6NQoOCgF4CgF4EgF5IgNBZGQSAWdaDwoBeBIKCggIARIECgIIAmIPCgF5EgoKCAgBEgQKAggCQgIQEQ==';

/** @type {Record<string, () => Promise<void> | void>} */
const trials = {
  'better-sqlite3'() {
    const Database = load('better-sqlite3');
    check(new Database(':memory:').prepare('select 1 + 1 as sum').get().sum === 2);
  },

  async 'onnxruntime-node'() {
    const { InferenceSession, Tensor } = load('onnxruntime-node');
    const session = await InferenceSession.create(Buffer.from(addition, 'base64'));
    const { y } = await session.run({ x: new Tensor('float32', [1, 2], [2]) });
    check(y.data[0] === 2 && y.data[1] === 4);
  },

  /** Also decodes pictures, because with two GLibs in one process encoding works and decoding fails. */
  async sharp() {
    const sharp = load('sharp');
    const shape = { width: 64, height: 48, channels: 3 };
    const pixels = Buffer.from(Array.from({ length: 64 * 48 * 3 }, (_value, index) => (index * 37) % 251));
    for (let round = 0; round < 4; round += 1) {
      const png = await sharp(pixels, { raw: shape }).png().toBuffer();
      check((await sharp(png).raw().toBuffer()).equals(pixels));
      const jpeg = await sharp(pixels, { raw: shape }).jpeg().toBuffer();
      check((await sharp(jpeg).metadata()).width === 64);
      const small = await sharp(jpeg).resize(32, 24).raw().toBuffer();
      check(small.length === 32 * 24 * 3);
    }
  },

  '@tensorflow/tfjs-node'() {
    const util = load('node:util');
    util.isNullOrUndefined ??= (/** @type {unknown} */ value) => value === null || value === undefined;
    util.isArray ??= Array.isArray;
    const { tensor1d } = load('@tensorflow/tfjs-node');
    check(tensor1d([1, 2, 3]).sum().dataSync()[0] === 6);
  },
};

/** @param {boolean} right */
function check(right) {
  if (!right) throw new Error(`${name} gives wrong results`);
}

const trial = trials[name];
if (trial === undefined) throw new Error(`There is no trial of ${name}`);
await trial();
