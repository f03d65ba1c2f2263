import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { tempFolder } from '../../support/temp-folder.ts';

const project = resolve(import.meta.dirname, '..', '..', '..');
const violation = z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) });
const config = z
  .object({ forbidden: z.array(z.object({ name: z.string(), comment: z.string() })) })
  .parse(createRequire(import.meta.url)(resolve(project, '.dependency-cruiser.cjs')));
const report = z.object({ summary: z.object({ violations: z.array(violation) }) });

/** Returns the breaches in a project of these files, as `rule: from -> to`. */
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
      "import './models/service.ts'; import './products/repository.ts'; import './networks/spec.ts';",
    'src/main/models/service.ts':
      "import type { App } from 'electron'; import './repository.ts'; import '../products/service.ts'; import 'known';",
    'src/main/models/repository.ts': "import '../database/open.ts';",
    'src/main/products/service.ts': "import './repository.ts'; import '../families/registry.ts';",
    'src/main/families/registry.ts': "import './patch/train.ts';",
    'src/main/products/repository.ts': "import type { Verdict } from '../../shared/domain/verdict.ts';",
    'src/main/families/patch/train.ts': "import { join } from 'node:path'; import './graph/plan.ts'; join();",
    'src/main/families/patch/graph/plan.ts': "import './cells.ts'; import '../../../networks/spec.ts';",
    'src/main/families/patch/graph/cells.ts': '',
    'src/main/networks/spec.ts': '',
    'src/main/database/open.ts': '',
    'src/preload/index.ts': "import type { Verdict } from '../shared/domain/verdict.ts';",
    'src/renderer/main.ts': "import type { Verdict } from '../shared/domain/verdict.ts'; import './App.vue';",
    'src/renderer/App.vue':
      '<script setup lang="ts">import "./part.ts"; import "./operator/view.ts";</script>',
    'src/renderer/part.ts': '',
    'src/renderer/operator/view.ts': "import '../components/button.ts';",
    'src/renderer/components/button.ts': '',
  };
  expect(breaches(files)).toEqual([]);
});

/** A project that breaks every rule, with the expected breaches. */
const broken = {
  'src/main/index.ts': "import './electron/window.ts'; import './server.ts';",
  'src/main/electron/window.ts': "import '../headless/http.ts';",
  'src/main/cli.ts':
    "import './cli/program.ts'; import './gone.ts'; import 'unknown'; import '../renderer/main.ts'; import '../../test/a.ts';",
  'src/main/cli/program.ts': "import '../server.ts';",
  'test/a.ts': '',
  'src/main/server.ts': "import './station.ts'; import './annexe/room.ts';",
  'src/main/station.ts':
    "import './electron/window.ts'; import './router/router.ts'; import './networks/spec.ts'; import './sample/part.ts'; import './services/build-services.ts';",
  'src/main/services/build-services.ts': "import '../electron/window.ts'; import '../api/answers.ts';",
  'src/main/api/answers.ts': "import '../headless/http.ts';",
  'src/main/annexe/room.ts': '',
  'src/main/router/router.ts':
    "import '../station.ts'; import '../statistics/service.ts'; import '../diagnosis/checks.ts'; import '../scheduled-reports/due.ts'; import '../set-up-file/file.ts'; import '../update/install.ts'; import '../plant/link.ts'; import '../plant-host/host.ts';",
  'src/main/scheduled-reports/due.ts': "import '../router/limits.ts';",
  'src/main/set-up-file/file.ts': "import '../router/limits.ts';",
  'src/main/update/install.ts': "import '../router/limits.ts';",
  'src/main/plant/link.ts': "import '../router/limits.ts';",
  'src/main/plant-host/host.ts': "import '../router/limits.ts';",
  'src/main/diagnosis/checks.ts': "import '../router/limits.ts'; import '../host/worker-file.ts';",
  'src/main/host/worker-file.ts': "import '../images/crop.ts';",
  'src/main/statistics/service.ts': "import '../inspection/service.ts';",
  'src/main/inspection/service.ts': "import '../router/limits.ts'; import '../log/service.ts';",
  'src/main/router/limits.ts': '',
  'src/main/log/service.ts': "import '../training/one.ts'; import '../models/repository.ts';",
  'src/main/models/service.ts': "import '../datasets/service.ts';",
  'src/main/models/repository.ts': "import './service.ts';",
  'src/main/datasets/service.ts': "import '../products/service.ts';",
  'src/main/products/service.ts': "import '../models/kinds.ts'; import '../cameras/source.ts';",
  'src/main/models/kinds.ts': '',
  'src/main/cameras/source.ts': "import '../products/other.ts'; import '../station/changes.ts';",
  'src/main/products/other.ts': '',
  'src/main/station/changes.ts': "import '../inference/run.ts';",
  'src/main/inference/run.ts': "import '../teachers/pretrain.ts';",
  'src/main/teachers/pretrain.ts':
    "import '../station/paths.ts'; import '../families/patch/teacher-store.ts';",
  'src/main/station/paths.ts': '',
  'src/main/families/patch/teacher-store.ts': "import './train.ts';",
  'src/main/families/patch/train.ts': "import '../../teachers/card.ts'; import './graph/plan.ts';",
  'src/main/teachers/card.ts': '',
  'src/main/families/patch/graph/plan.ts':
    "import '../settings.ts'; import '../../../networks/spec.ts'; import { rmSync } from 'node:fs'; rmSync();",
  'src/main/families/patch/settings.ts': '',
  'src/main/sample/part.ts': "import '../report/page.ts';",
  'src/main/report/page.ts': '',
  'src/main/headless/http.ts': "import { app } from 'electron'; app.quit();",
  'src/main/networks/spec.ts':
    "import '../images/crop.ts'; import '../../shared/a.ts'; import { rmSync } from 'node:fs'; rmSync();",
  'src/main/images/crop.ts': "import '../files/hash.ts';",
  'src/main/files/hash.ts': "import '../database/open.ts';",
  'src/main/database/open.ts': '',
  'src/shared/a.ts': "import { join } from 'node:path'; import '../main/models/kinds.ts'; join();",
  'src/shared/dead.ts': 'export const dead = 1;',
  'src/main/training/worker.ts': "import './one.ts';",
  'src/main/training/one.ts': "import type { Two } from './two.ts'; export type One = Two | 1;",
  'src/main/training/two.ts': "import type { One } from './one.ts'; export type Two = One | 2;",
  'src/preload/index.ts': "import '../main/models/kinds.ts';",
  'src/renderer/main.ts':
    "import { app } from 'electron'; import { join } from 'node:path'; import './View.vue'; join(app);",
  'src/renderer/View.vue':
    '<script setup lang="ts">import "../main/products/other.ts"; import "../preload/index.ts"; import "./operator/view.ts";</script>',
  'src/renderer/operator/view.ts': "import '../review/list.ts'; import '../stores/live.ts';",
  'src/renderer/review/list.ts': '',
  'src/renderer/stores/live.ts': "import '../admin/settings.ts';",
  'src/renderer/admin/settings.ts': '',
};
const found = [
  'electron-in-its-folder: src/main/headless/http.ts -> node_modules/electron/index.js',
  'electron-in-its-folder: src/renderer/main.ts -> node_modules/electron/index.js',
  'every-folder-on-a-floor: src/main/server.ts -> src/main/annexe/room.ts',
  'floor-api: src/main/api/answers.ts -> src/main/headless/http.ts',
  'floor-changes: src/main/station/changes.ts -> src/main/inference/run.ts',
  'floor-command-line: src/main/cli/program.ts -> src/main/server.ts',
  'floor-composition: src/main/station.ts -> src/main/electron/window.ts',
  'floor-diagnosis: src/main/diagnosis/checks.ts -> src/main/router/limits.ts',
  'floor-families: src/main/families/patch/train.ts -> src/main/teachers/card.ts',
  'floor-files: src/main/files/hash.ts -> src/main/database/open.ts',
  'floor-ground: src/main/networks/spec.ts -> src/main/images/crop.ts',
  'floor-host: src/main/host/worker-file.ts -> src/main/images/crop.ts',
  'floor-hosts: src/main/electron/window.ts -> src/main/headless/http.ts',
  'floor-images-and-models: src/main/models/service.ts -> src/main/datasets/service.ts',
  'floor-line-and-figures: src/main/inspection/service.ts -> src/main/router/limits.ts',
  'floor-line-and-figures: src/main/statistics/service.ts -> src/main/inspection/service.ts',
  'floor-materials: src/main/sample/part.ts -> src/main/report/page.ts',
  'floor-plant-host: src/main/plant-host/host.ts -> src/main/router/limits.ts',
  'floor-plant: src/main/plant/link.ts -> src/main/router/limits.ts',
  'floor-products: src/main/products/service.ts -> src/main/models/kinds.ts',
  'floor-reports: src/main/scheduled-reports/due.ts -> src/main/router/limits.ts',
  'floor-router: src/main/router/router.ts -> src/main/station.ts',
  'floor-runs: src/main/cameras/source.ts -> src/main/products/other.ts',
  'floor-services: src/main/services/build-services.ts -> src/main/electron/window.ts',
  'floor-set-up: src/main/set-up-file/file.ts -> src/main/router/limits.ts',
  'floor-starts: src/main/index.ts -> src/main/server.ts',
  'floor-teachers: src/main/teachers/pretrain.ts -> src/main/station/paths.ts',
  'floor-update: src/main/update/install.ts -> src/main/router/limits.ts',
  'floor-work: src/main/log/service.ts -> src/main/training/one.ts',
  'graphs-of-families-are-pure: src/main/families/patch/graph/plan.ts -> src/main/families/patch/settings.ts',
  'networks-without-io: src/main/families/patch/graph/plan.ts -> fs',
  'networks-without-io: src/main/networks/spec.ts -> fs',
  'no-circular: src/main/router/router.ts -> src/main/station.ts',
  'no-circular: src/main/training/one.ts -> src/main/training/two.ts',
  'no-dead-code: src/shared/dead.ts -> src/shared/dead.ts',
  'not-to-undeclared-package: src/main/cli.ts -> node_modules/unknown/index.js',
  'not-to-unresolvable: src/main/cli.ts -> ./gone.ts',
  'repositories-are-private: src/main/log/service.ts -> src/main/models/repository.ts',
  'shared-stands-alone: src/shared/a.ts -> src/main/models/kinds.ts',
  'shared-without-node: src/shared/a.ts -> path',
  'sources-without-tests: src/main/cli.ts -> test/a.ts',
  'station-without-window: src/main/cli.ts -> src/renderer/main.ts',
  'window-and-preload-apart: src/renderer/View.vue -> src/preload/index.ts',
  'window-only-over-the-contract: src/preload/index.ts -> src/main/models/kinds.ts',
  'window-only-over-the-contract: src/renderer/View.vue -> src/main/products/other.ts',
  'window-without-node: src/renderer/main.ts -> path',
  'workplaces-apart: src/renderer/operator/view.ts -> src/renderer/review/list.ts',
  'workplaces-on-top: src/renderer/stores/live.ts -> src/renderer/admin/settings.ts',
];

/** Such a project for families, their shared code and their users. */
const brokenFamilies = {
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
  'src/main/models/service.ts': "import '../families/registry.ts'; import '../families/memory/settings.ts';",
  'src/main/teachers/store.ts':
    "import '../families/patch/graph/spec.ts'; import '../families/patch/family.ts';",
  'src/renderer/main.ts': "import 'onnxruntime-node';",
};
const foundOfFamilies = [
  'families-apart: src/main/families/memory/train.ts -> src/main/families/patch/graph/spec.ts',
  'families-apart: src/main/families/memory/train.ts -> src/main/families/registry.ts',
  'families-by-registry: src/main/learning/split.ts -> src/main/families/patch/graph/spec.ts',
  'families-by-registry: src/main/models/service.ts -> src/main/families/memory/settings.ts',
  'floor-materials: src/main/learning/split.ts -> src/main/families/patch/graph/spec.ts',
  'floor-materials: src/main/learning/split.ts -> src/main/models/service.ts',
  'graphs-of-families-are-pure: src/main/families/memory/graph/model-graph.ts -> src/main/families/memory/settings.ts',
  'learning-below-families: src/main/learning/split.ts -> src/main/families/patch/graph/spec.ts',
  'learning-below-families: src/main/learning/split.ts -> src/main/models/service.ts',
  'networks-without-io: src/main/families/patch/graph/spec.ts -> fs',
  'no-circular: src/main/families/memory/family.ts -> src/main/families/memory/train.ts',
  'teachers-are-patch-networks: src/main/teachers/store.ts -> src/main/families/patch/family.ts',
  'window-without-networks: src/renderer/main.ts -> node_modules/onnxruntime-node/index.js',
];

it('each breach of the layers is found', () => {
  expect(breaches(broken)).toEqual(found);
});

it('each breach between families, what they share and who uses them is found', () => {
  expect(breaches(brokenFamilies)).toEqual(foundOfFamilies);
});

it('each rule is breached here, so that none can hold nothing', () => {
  const breached = new Set([...found, ...foundOfFamilies].map((breach) => breach.split(':')[0]));
  expect(config.forbidden.map(({ name }) => name).filter((name) => !breached.has(name))).toEqual([]);
});
