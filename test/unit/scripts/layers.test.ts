import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { tempFolder } from '../../support/temp-folder.ts';

const project = resolve(import.meta.dirname, '..', '..', '..');
const violation = z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) });
const report = z.object({ summary: z.object({ violations: z.array(violation) }) });

/** The breaches in a project of these files, as `rule: from -> to`. */
function breaches(files: Readonly<Record<string, string>>): string[] {
  const folder = tempFolder({
    'package.json': '{"type":"module","dependencies":{"known":"1"},"devDependencies":{"electron":"1"}}',
    'tsconfig.json': '{"compilerOptions":{"module":"ESNext","moduleResolution":"bundler"}}',
    'node_modules/electron/package.json': '{"name":"electron","main":"index.js"}',
    'node_modules/electron/index.js': '',
    'node_modules/known/package.json': '{"name":"known","main":"index.js"}',
    'node_modules/known/index.js': '',
    'node_modules/unknown/package.json': '{"name":"unknown","main":"index.js"}',
    'node_modules/unknown/index.js': '',
    ...files,
  });
  const cruiser = resolve(project, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [
    cruiser,
    '--config',
    resolve(project, '.dependency-cruiser.cjs'),
    '--output-type',
    'json',
    'src',
  ];
  const output = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const { violations } = report.parse(JSON.parse(output)).summary;
  return violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`).sort();
}

it('a project along the layers breaks no rule', () => {
  const files = {
    'src/shared/domain/verdict.ts': 'export type Verdict = "good";',
    'src/main/index.ts': "import './electron/window.ts'; import { app } from 'electron'; app.quit();",
    'src/main/server.ts': "import './station.ts'; import './headless/http.ts';",
    'src/main/electron/window.ts': "import { app } from 'electron'; import '../station.ts'; app.quit();",
    'src/main/headless/http.ts': "import { join } from 'node:path'; join();",
    'src/main/station.ts':
      "import './products/service.ts'; import './networks/spec.ts'; import './database/open.ts';",
    'src/main/products/service.ts':
      "import './repository.ts'; import '../models/service.ts'; import 'known';",
    'src/main/products/repository.ts': "import type { Verdict } from '../../shared/domain/verdict.ts';",
    'src/main/models/service.ts': "import type { App } from 'electron'; import '../database/open.ts';",
    'src/main/networks/spec.ts': '',
    'src/main/database/open.ts': '',
    'src/preload/index.ts': "import type { Verdict } from '../shared/domain/verdict.ts';",
    'src/renderer/main.ts': "import type { Verdict } from '../shared/domain/verdict.ts'; import './App.vue';",
    'src/renderer/App.vue': '<script setup lang="ts">import "./part.ts";</script>',
    'src/renderer/part.ts': '',
  };
  expect(breaches(files)).toEqual([]);
});

it('each breach of the layers is found', () => {
  const files = {
    'src/main/index.ts': "import './electron/window.ts';",
    'src/main/electron/window.ts': '',
    'src/main/cli.ts':
      "import './gone.ts'; import 'unknown'; import '../renderer/main.ts'; import '../../test/a.ts';",
    'test/a.ts': '',
    'src/main/server.ts': "import './station.ts';",
    'src/main/station.ts':
      "import './electron/window.ts'; import './products/service.ts'; import './networks/spec.ts';",
    'src/main/products/service.ts': "import '../models/repository.ts'; import '../headless/http.ts';",
    'src/main/products/other.ts': '',
    'src/main/headless/http.ts': "import { app } from 'electron'; app.quit();",
    'src/main/models/repository.ts': '',
    'src/main/networks/spec.ts':
      "import '../models/repository.ts'; import '../../shared/a.ts'; import '../database/open.ts'; import { rmSync } from 'node:fs'; rmSync();",
    'src/main/database/open.ts': "import '../models/repository.ts';",
    'src/shared/a.ts': "import { join } from 'node:path'; import '../main/models/repository.ts'; join();",
    'src/shared/dead.ts': 'export const dead = 1;',
    'src/main/training/worker.ts': "import './one.ts'; import '../server.ts'",
    'src/main/training/one.ts': "import './two.ts';",
    'src/main/training/two.ts': "import './one.ts'; import '../station.ts';",
    'src/preload/index.ts': "import '../main/models/repository.ts';",
    'src/renderer/main.ts':
      "import { app } from 'electron'; import { join } from 'node:path'; import './View.vue'; join(app);",
    'src/renderer/View.vue':
      '<script setup lang="ts">import "../main/products/other.ts"; import "../preload/index.ts";</script>',
  };
  expect(breaches(files)).toEqual([
    'database-at-the-bottom: src/main/database/open.ts -> src/main/models/repository.ts',
    'domains-below-station: src/main/training/two.ts -> src/main/station.ts',
    'electron-in-its-folder: src/main/headless/http.ts -> node_modules/electron/index.js',
    'electron-in-its-folder: src/renderer/main.ts -> node_modules/electron/index.js',
    'hosts-on-top: src/main/products/service.ts -> src/main/headless/http.ts',
    'hosts-on-top: src/main/station.ts -> src/main/electron/window.ts',
    'hosts-on-top: src/main/training/worker.ts -> src/main/server.ts',
    'networks-at-the-bottom: src/main/networks/spec.ts -> src/main/database/open.ts',
    'networks-at-the-bottom: src/main/networks/spec.ts -> src/main/models/repository.ts',
    'networks-without-io: src/main/networks/spec.ts -> fs',
    'no-circular: src/main/training/one.ts -> src/main/training/two.ts',
    'no-dead-code: src/shared/dead.ts -> src/shared/dead.ts',
    'not-to-undeclared-package: src/main/cli.ts -> node_modules/unknown/index.js',
    'not-to-unresolvable: src/main/cli.ts -> ./gone.ts',
    'repositories-are-private: src/main/products/service.ts -> src/main/models/repository.ts',
    'shared-stands-alone: src/shared/a.ts -> src/main/models/repository.ts',
    'shared-without-node: src/shared/a.ts -> path',
    'sources-without-tests: src/main/cli.ts -> test/a.ts',
    'station-without-window: src/main/cli.ts -> src/renderer/main.ts',
    'window-and-preload-apart: src/renderer/View.vue -> src/preload/index.ts',
    'window-only-over-the-contract: src/preload/index.ts -> src/main/models/repository.ts',
    'window-only-over-the-contract: src/renderer/View.vue -> src/main/products/other.ts',
    'window-without-node: src/renderer/main.ts -> path',
  ]);
});

it('each breach between families, what they share and who uses them is found', () => {
  const files = {
    'node_modules/onnxruntime-node/package.json': '{"name":"onnxruntime-node","main":"index.js"}',
    'node_modules/onnxruntime-node/index.js': '',
    'package.json': '{"type":"module","dependencies":{"onnxruntime-node":"1"}}',
    'src/main/index.ts':
      "import './learning/split.ts'; import './models/service.ts'; import './teachers/store.ts';",
    'src/main/families/registry.ts': "import './memory/family.ts'; import './patch/family.ts';",
    'src/main/families/family.ts': '',
    'src/main/families/memory/family.ts':
      "import '../family.ts'; import './graph/model-graph.ts'; import './train.ts';",
    'src/main/families/memory/train.ts':
      "import '../patch/graph/spec.ts'; import type { A } from '../registry.ts';",
    'src/main/families/memory/graph/model-graph.ts':
      "import '../../../networks/spec.ts'; import '../settings.ts';",
    'src/main/families/memory/settings.ts': '',
    'src/main/families/patch/family.ts':
      "import { readFileSync } from 'node:fs'; import './graph/spec.ts'; readFileSync('');",
    'src/main/families/patch/graph/spec.ts': "import { readFileSync } from 'node:fs'; readFileSync('');",
    'src/main/learning/split.ts':
      "import '../networks/spec.ts'; import '../families/patch/graph/spec.ts'; import '../models/service.ts';",
    'src/main/networks/spec.ts': '',
    'src/main/models/service.ts':
      "import '../families/registry.ts'; import '../families/memory/settings.ts';",
    'src/main/teachers/store.ts':
      "import '../families/patch/graph/spec.ts'; import '../families/patch/family.ts';",
    'src/renderer/main.ts': "import 'onnxruntime-node';",
  };
  expect(breaches(files)).toEqual([
    'families-apart: src/main/families/memory/train.ts -> src/main/families/patch/graph/spec.ts',
    'families-apart: src/main/families/memory/train.ts -> src/main/families/registry.ts',
    'families-by-registry: src/main/learning/split.ts -> src/main/families/patch/graph/spec.ts',
    'families-by-registry: src/main/models/service.ts -> src/main/families/memory/settings.ts',
    'graphs-of-families-are-pure: src/main/families/memory/graph/model-graph.ts -> src/main/families/memory/settings.ts',
    'learning-below-families: src/main/learning/split.ts -> src/main/families/patch/graph/spec.ts',
    'learning-below-families: src/main/learning/split.ts -> src/main/models/service.ts',
    'networks-without-io: src/main/families/patch/graph/spec.ts -> fs',
    'teachers-are-patch-networks: src/main/teachers/store.ts -> src/main/families/patch/family.ts',
    'window-without-networks: src/renderer/main.ts -> node_modules/onnxruntime-node/index.js',
  ]);
});
