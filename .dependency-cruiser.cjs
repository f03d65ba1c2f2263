/** Who may import whom. Imports go down only; a breach fails `npm test`. */

const { readdirSync } = require('node:fs');
const { join } = require('node:path');
const workers = require('./src/main/host/worker-programs.json');

/** Folders of src/main that are no domain: what every domain stands on, and what carries the station. */
const notDomains = [
  'database',
  'files',
  'images',
  'networks',
  'host',
  'headless',
  'electron',
  'router',
  'cli',
];
const domains = readdirSync(join(__dirname, 'src/main'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !notDomains.includes(entry.name))
  .map(({ name }) => name)
  .join('|');

/** The files that are started, not imported: the ones electron.vite.config.ts builds. */
const entries = [
  '^src/main/(index|server|cli)\\.ts$',
  ...Object.values(workers).map(({ source }) => `^src/main/${source.replaceAll('.', '\\.')}$`),
  '^src/preload/index\\.ts$',
  '^src/renderer/main\\.ts$',
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Files that need each other cannot be understood or tested one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-dead-code',
      comment: 'A source file that no entry reaches is dead; a test alone does not keep it alive.',
      severity: 'error',
      from: { path: entries },
      to: { path: '^src/', pathNot: ['\\.d\\.ts$', ...entries], reachable: false },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'An import that resolves to nothing fails only at run time.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'not-to-undeclared-package',
      comment: 'A package that is not in package.json is there by chance.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'shared-stands-alone',
      comment: 'src/shared runs in the station, the preload and the window: it knows none of them.',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { path: '^src/(main|renderer|preload)/' },
    },
    {
      name: 'shared-without-node',
      comment: 'src/shared runs in a browser, where there are no Node modules and no Electron.',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'window-only-over-the-contract',
      comment: 'The window and the preload reach the station through the contract in src/shared only.',
      severity: 'error',
      from: { path: '^src/(renderer|preload)/' },
      to: { path: '^src/main/' },
    },
    {
      name: 'window-without-node',
      comment: 'The same built window runs in any browser.',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'window-and-preload-apart',
      comment: 'They are built apart; what both need lies in src/shared.',
      severity: 'error',
      from: { path: '^src/(renderer|preload)/' },
      to: { path: '^src/(renderer|preload)/', pathNot: '^src/$1/' },
    },
    {
      name: 'station-without-window',
      comment: 'The station serves the built window as files and never imports its sources.',
      severity: 'error',
      from: { path: '^src/main/' },
      to: { path: '^src/(renderer|preload)/' },
    },
    {
      name: 'electron-in-its-folder',
      comment: 'Elsewhere the same code runs under plain Node, where importing Electron throws.',
      severity: 'error',
      from: { pathNot: '^src/(main/electron|preload)/|^src/main/index\\.ts$|^test/' },
      to: { path: '^(node_modules/)?electron(/|$)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'hosts-on-top',
      comment:
        'A host (Electron, headless, command line) carries the station; nothing in the station knows its host.',
      severity: 'error',
      from: {
        path: '^src/main/',
        pathNot: '^src/main/(electron|headless|cli)/|^src/main/(index|server|cli)\\.ts$',
      },
      to: { path: '^src/main/(electron|headless|cli)/|^src/main/(index|server)\\.ts$' },
    },
    {
      name: 'domains-below-station',
      comment: 'The composition root builds the services; they do not reach back for it.',
      severity: 'error',
      from: { path: `^src/main/(${domains})/` },
      to: { path: '^src/main/station\\.ts$' },
    },
    {
      name: 'networks-at-the-bottom',
      comment: 'Networks are descriptions and arithmetic: no input, no output, no window, no database.',
      severity: 'error',
      from: { path: '^src/main/networks/' },
      to: { path: `^src/main/(database|host|images|${domains})/` },
    },
    {
      name: 'networks-without-io',
      comment:
        'What networks compute depends on their arguments alone; reading and writing is for those who call them.',
      severity: 'error',
      from: { path: '^src/main/(networks/|families/[^/]+/graph/)' },
      to: {
        dependencyTypes: ['core'],
        path: '^(fs|fs/promises|child_process|http|https|net|worker_threads)$',
      },
    },
    {
      name: 'graphs-of-families-are-pure',
      comment: 'What a graph computes can be read without knowing how its weights were learnt.',
      severity: 'error',
      from: { path: '^src/main/families/([^/]+)/graph/' },
      to: { path: '^src/main/', pathNot: '^src/main/(networks/|families/$1/graph/)' },
    },
    {
      name: 'learning-below-families',
      comment: 'The kit of the trainers knows no family, no model of the station and no job.',
      severity: 'error',
      from: { path: '^src/main/learning/' },
      to: { path: '^src/main/', pathNot: '^src/main/(learning|networks|images|files)/' },
    },
    {
      name: 'families-apart',
      comment: 'What two families need lies in learning or networks, so that each can be read by itself.',
      severity: 'error',
      from: { path: '^src/main/families/([^/]+)/' },
      to: { path: '^src/main/families/', pathNot: '^src/main/families/($1/|family\\.ts$)' },
    },
    {
      name: 'families-by-registry',
      comment: 'Nobody asks which family a model is of: the registry gives what the family says of itself.',
      severity: 'error',
      from: { path: '^src/main/', pathNot: '^src/main/(families|teachers)/' },
      to: { path: '^src/main/families/[^/]+/' },
    },
    {
      name: 'teachers-are-patch-networks',
      comment:
        'Pretraining makes the networks that the family patch learns from, and needs their graphs alone.',
      severity: 'error',
      from: { path: '^src/main/teachers/' },
      to: { path: '^src/main/families/', pathNot: '^src/main/families/patch/graph/' },
    },
    {
      name: 'window-without-networks',
      comment: 'Networks are trained and run by processes of the station.',
      severity: 'error',
      from: { path: '^src/(renderer|preload|shared)/' },
      to: { path: 'node_modules/(@tensorflow|onnxruntime)' },
    },
    {
      name: 'database-at-the-bottom',
      comment: 'The database knows tables, not use cases.',
      severity: 'error',
      from: { path: '^src/main/database/' },
      to: { path: `^src/main/(networks|${domains})/` },
    },
    {
      name: 'repositories-are-private',
      comment: "A domain's tables belong to it: another domain asks its service.",
      severity: 'error',
      from: { path: `^src/main/(${domains})/` },
      to: { path: 'repository\\.ts$', pathNot: '^src/main/$1/' },
    },
    {
      name: 'sources-without-tests',
      comment: 'The station runs without test code.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.vue', '.json'],
    },
  },
};
