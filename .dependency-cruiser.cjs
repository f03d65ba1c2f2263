/** Who may import whom. Imports go down only; a breach fails `npm test`. */

const workers = require('./src/main/host/worker-programs.json');

/**
 * The floors of src/main, the lowest first. What lies on one may import from the floors below, and nothing from its own
 * floor or above. A folder that is on none of them fails.
 */
const floors = [
  { name: 'files', on: ['files'], why: 'Files and hashes know nothing of the station.' },
  { name: 'host', on: ['host'], why: 'Where the station runs, and how its processes are started.' },
  {
    name: 'ground',
    on: ['database', 'networks', 'images'],
    why: 'Tables, arithmetic and pictures: each by itself, without a use case.',
  },
  {
    name: 'materials',
    on: ['learning', 'report', 'sample', 'users', 'audit'],
    why: 'Kits that more than one use case is made of.',
  },
  { name: 'families', on: ['families'], why: 'A family knows its method, not who trains or runs it.' },
  { name: 'teachers', on: ['teachers'], why: 'Pretraining makes what a family starts from.' },
  {
    name: 'changes',
    on: ['station'],
    why: 'Paths, and the feed over which services tell each other what changed.',
  },
  { name: 'runs', on: ['inference', 'cameras'], why: 'Models run, frames come: for whom is not asked.' },
  {
    name: 'products',
    on: ['products', 'settings'],
    why: 'All that follows belongs to a product, or goes by the settings of the station.',
  },
  {
    name: 'images-and-models',
    on: ['datasets', 'models', 'counts'],
    why: 'What a product has, before anything is done with it, and how many parts were logged of it.',
  },
  {
    name: 'work',
    on: ['evaluation', 'training', 'log', 'line', 'lanes', 'shifts', 'backup', 'product-file', 'folders'],
    why: 'What is done with images, models and parts.',
  },
  {
    name: 'line-and-figures',
    on: ['inspection', 'explanation', 'statistics', 'proof'],
    why: 'The line writes the log; explanations and figures read it.',
  },
  { name: 'reports', on: ['scheduled-reports'], why: 'Figures that leave by themselves, in time.' },
  { name: 'set-up', on: ['set-up-file'], why: 'All that is set up, as one file.' },
  { name: 'diagnosis', on: ['diagnosis'], why: 'Looks at all that a station has, and changes none of it.' },
  { name: 'update', on: ['update'], why: 'Takes a station of another version in, over all that a home has.' },
  {
    name: 'plant',
    on: ['plant'],
    why: 'A station as a member of a plant: it tells what the others have done.',
  },
  {
    name: 'plant-host',
    on: ['plant-host'],
    why: 'Serves the plant beside the station, and asks none of its use cases.',
  },
  { name: 'router', on: ['router'], why: 'The contract over the services.' },
  {
    name: 'api',
    on: ['api'],
    why: 'What programs ask by HTTP, over services and with the rights of the router.',
  },
  {
    name: 'services',
    on: ['services'],
    why: 'Builds the services, of the station and of the reader; none of them reaches back for it.',
  },
  { name: 'composition', on: ['station.ts'], why: 'Opens the station over its services.' },
  {
    name: 'hosts',
    on: ['headless', 'electron'],
    why: 'A host carries the station; nothing in the station knows its host.',
  },
  {
    name: 'command-line',
    on: ['cli'],
    why: 'A command over the services, or one that starts a host.',
  },
  {
    name: 'starts',
    on: ['index.ts', 'server.ts', 'cli.ts', 'log-reader.ts'],
    why: 'What is started is imported by nothing.',
  },
];

/** A path right below src/main. */
const below = (names) => `^src/main/(${names.map((name) => name.replace('.', '\\.')).join('|')})(/|$)`;

const floorRules = floors.map(({ name, on, why }, level) => ({
  name: `floor-${name}`,
  comment: why,
  severity: 'error',
  from: { path: below(on) },
  to: { path: below(floors.slice(level).flatMap((floor) => floor.on)), pathNot: '^src/main/$1(/|$)' },
}));

const workplaces = '^src/renderer/(operator|engineer|review|plant|admin)/';

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
      comment: 'Files that need each other, be it for a type, cannot be understood or tested one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true },
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
    ...floorRules,
    {
      name: 'every-folder-on-a-floor',
      comment: 'Where a new folder of src/main stands is decided, and written into `floors` with the reason.',
      severity: 'error',
      from: {},
      to: { path: '^src/main/', pathNot: below(floors.flatMap(({ on }) => on)) },
    },
    {
      name: 'networks-without-io',
      comment:
        'What networks and graphs compute depends on their arguments alone; reading and writing is for those who call them.',
      severity: 'error',
      from: { path: '^src/main/(networks|families/[^/]+/graph)/' },
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
      from: {
        path: '^src/main/',
        pathNot: '^src/main/(families/|teachers/|cli/commands/(pretrain|teacher-))',
      },
      to: { path: '^src/main/families/[^/]+/' },
    },
    {
      name: 'teachers-are-patch-networks',
      comment:
        'Pretraining makes the networks that the family patch learns from: it needs their graphs and files alone.',
      severity: 'error',
      from: { path: '^src/main/teachers/' },
      to: { path: '^src/main/families/', pathNot: '^src/main/families/patch/(graph/|teacher-|pretraining-)' },
    },
    {
      name: 'window-without-networks',
      comment: 'Networks are trained and run by processes of the station.',
      severity: 'error',
      from: { path: '^src/(renderer|preload|shared)/' },
      to: { path: 'node_modules/(@tensorflow|onnxruntime)' },
    },
    {
      name: 'repositories-are-private',
      comment:
        "A folder's tables belong to it: another one asks its service. The folder services builds both. Counts are only read: log, shifts and statistics build their figures from them. The diagnosis asks them on a connection that cannot write, without the services: the station may not start. Nor does it while an update tries a home.",
      severity: 'error',
      from: { path: '^src/main/([^/]+)/', pathNot: '^src/main/(services|cli|diagnosis|update)/' },
      to: { path: 'repository\\.ts$', pathNot: '^src/main/($1|counts)/' },
    },
    {
      name: 'workplaces-apart',
      comment:
        'What two workplaces need lies in components, stores or camera; each may then change by itself.',
      severity: 'error',
      from: { path: workplaces },
      to: { path: workplaces, pathNot: '^src/renderer/$1/' },
    },
    {
      name: 'workplaces-on-top',
      comment: 'What workplaces share knows none of them; the router alone opens them.',
      severity: 'error',
      from: { path: '^src/renderer/(camera|components|stores|transport|i18n)/' },
      to: { path: workplaces },
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
