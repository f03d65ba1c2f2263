import { expect, it } from 'vitest';
import { isLeftOut } from '../../../../scripts/package/left-out.mjs';

const linux = { platform: 'linux', arch: 'x64' };

it('what the station loads and every licence stay, what belongs to making it or to other systems does not', () => {
  const stays = [
    ['zod', 'index.js'],
    ['zod', 'LICENSE.md'],
    ['onnxruntime-node', 'bin/napi-v6/linux/x64/onnxruntime_binding.node'],
    ['better-sqlite3', 'prebuilds/linux-x64.node'],
    ['@tensorflow/tfjs-node', 'deps/lib/libtensorflow_cc.so.2'],
    ['@tensorflow/tfjs-core', 'dist/tf-core.node.js'],
    ['@fontsource/noto-sans-sc', 'files/noto-sans-sc-latin-400-normal.woff'],
    ['@fontsource/noto-sans-sc', 'unicode.json'],
    ['node-opcua-nodesets', 'nodesets/Opc.Ua.NodeSet2.xml'],
  ] as const;
  const goes = [
    ['zod', 'index.d.cts'],
    ['zod', 'src/index.ts'],
    ['zod', 'README.md'],
    ['onnxruntime-node', 'bin/napi-v6/darwin/arm64/libonnxruntime.dylib'],
    ['onnxruntime-node', 'bin/napi-v6/linux/arm64/onnxruntime_binding.node'],
    ['better-sqlite3', 'prebuilds/linuxmusl-x64.node'],
    ['better-sqlite3', 'deps/sqlite3/sqlite3.c'],
    ['@serialport/bindings-cpp', 'prebuilds/darwin-x64+arm64/@serialport+bindings-cpp.node'],
    ['@tensorflow/tfjs-node', 'deps/include/tensorflow/c/c_api.h'],
    ['@tensorflow/tfjs-core', 'dist/engine_test.js'],
    ['@tensorflow/tfjs-node-gpu', 'dist/index.js'],
    ['@fontsource/noto-sans-sc', 'files/noto-sans-sc-latin-400-normal.woff2'],
    ['@fontsource/noto-sans-sc', 'files/noto-sans-sc-latin-300-normal.woff'],
  ] as const;
  expect(stays.filter(([name, path]) => isLeftOut(name, path, linux))).toEqual([]);
  expect(goes.filter(([name, path]) => !isLeftOut(name, path, linux))).toEqual([]);
});
