import { createRouterClient } from '@orpc/server';
import { headlessHost } from '../../../src/main/host/headless-host.ts';
import { program, resourcesFolder } from '../../../src/main/host/program-folder.ts';
import { openStation } from '../../../src/main/station.ts';
import { singleUser } from '../../../src/main/users/single-user.ts';

/** Opens a station in the given home, asks for its presets, and prints the network libraries that this process has loaded. */
const [, , home = ''] = process.argv;
const station = await openStation({
  home,
  host: headlessHost(),
  resources: resourcesFolder(program()),
  version: '0.0.0',
  report: (error) => process.stderr.write(String(error)),
});
const client = createRouterClient(station.router, { context: { user: singleUser } });
const presets = await client.training.presets();
const report: unknown = process.report.getReport();
const loaded =
  typeof report === 'object' &&
  report !== null &&
  'sharedObjects' in report &&
  Array.isArray(report.sharedObjects)
    ? report.sharedObjects.map(String)
    : [];
const libraries = loaded.filter((path) => /onnxruntime|tensorflow/i.test(path));
process.stdout.write(JSON.stringify({ presets: presets.length, loaded: loaded.length > 0, libraries }));
await station.close();
