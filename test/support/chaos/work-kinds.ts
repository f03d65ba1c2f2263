import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { listBackups } from '../../../src/main/backup/backup-folder.ts';
import { restoreBackup } from '../../../src/main/backup/restore-backup.ts';
import { verifyBackup } from '../../../src/main/backup/verify-backup.ts';
import { writeBackup } from '../../../src/main/backup/write-backup.ts';
import { messageOf } from '../../../src/shared/domain/station-error.ts';
import type { RunningStation } from '../../e2e/support/running-station.ts';
import { collect } from '../collect.ts';
import type { ChaosKind, Round, RoundEnd } from './kind.ts';
import { watchFolder } from './line-kinds.ts';
import { rowsOf } from './log-rows.ts';

const commandLine = join(import.meta.dirname, '..', '..', '..', 'src', 'main', 'cli.ts');

/** Makes a kind that repeats a work and kills the station up to `longest` milliseconds after its start. */
function killedIn(
  longest: number,
  work: (round: Round, station: RunningStation) => Promise<unknown>,
): (round: Round, station: RunningStation) => Promise<RoundEnd> {
  return async (round, station) => {
    const killed = new AbortController();
    // A call that the kill cuts off never answers.
    void work(round, station).catch((error: unknown) => {
      if (!killed.signal.aborted) round.fault(messageOf(error));
    });
    await round.wait(longest);
    killed.abort();
    await station.kill();
    return { kills: 1 };
  };
}

/** Kinds of kill while the station works beside the line. */
export const workKinds: readonly ChaosKind[] = [
  {
    name: 'training',
    title: 'station, while it trains',
    shared: killedIn(2500, ({ home: { productId } }, { client }) =>
      client.training.start({ productId, family: 'memory', preset: 'instant' }),
    ),
  },
  {
    name: 'import',
    title: 'station, while it imports a folder',
    shared: killedIn(250, async ({ home, number }, { client }) => {
      const { id: productId } = await client.products.create({ name: `Import ${number}` });
      await collect(await client.datasets.importFolder({ productId, folder: home.parts }));
    }),
  },
  {
    name: 'activation',
    title: 'station, while models are activated',
    async shared(round, station) {
      const { modelIds, paths } = round.home;
      let last = -1;
      const work = killedIn(300, async () => {
        for (let number = 0; ; number++) {
          const modelId = modelIds[number % 2] ?? modelIds[0];
          await station.client.models.activate({ modelId, note: `r${round.number} ${number}` });
          last = number;
        }
      });
      const end = await work(round, station);
      return {
        ...end,
        settle: () => {
          const database = new Sqlite(paths.database, { readonly: true });
          const rows = database
            .prepare('SELECT 1 FROM activations WHERE note = ?')
            .all(`r${round.number} ${last}`);
          database.close();
          if (last >= 0 && rows.length !== 1) {
            round.fault(`activation ${last} was acknowledged and is not there`);
          }
          return Promise.resolve();
        },
      };
    },
  },
  {
    name: 'model-import',
    title: 'station, while it imports a model',
    shared: killedIn(1200, async ({ home, number }, { client }) => {
      const { id: productId } = await client.products.create({ name: `Model ${number}` });
      await client.models.importFrom({ folder: home.model, productId });
    }),
  },
  {
    name: 'model-export',
    title: 'station, while it exports models',
    shared: killedIn(150, async ({ home, folder }, { client }) => {
      for (let number = 0; ; number++) {
        const to = join(folder, String(number));
        mkdirSync(to);
        await client.models.exportTo({ modelId: home.modelIds[0], folder: to });
      }
    }),
  },
  {
    name: 'files',
    title: 'station, while it writes CSV and PDF',
    shared: killedIn(600, (_, { client }) => {
      const asked = { filter: {}, timeZone: 'UTC' };
      return Promise.all([
        client.statistics.exportLog(asked).then(collect),
        client.statistics.exportReport({ ...asked, language: 'en', entries: 20 }).then(collect),
      ]);
    }),
  },
  {
    name: 'backup',
    title: 'backup, beside a station that inspects, then the station',
    async shared(round, station) {
      const folder = `${round.home.paths.home}-backups`;
      mkdirSync(folder, { recursive: true });
      const { finish } = await watchFolder(round, station);
      const backup = spawn(process.execPath, [commandLine, 'backup', '--to', folder, '--keep', '3'], {
        env: { ...process.env, STATION_HOME: station.home },
        stdio: 'ignore',
      });
      const ended = once(backup, 'exit');
      await round.wait(2000);
      backup.kill('SIGKILL');
      await ended;
      await station.kill();
      return {
        kills: 2,
        settle: async (next) => {
          await finish(next);
          await backUpAndRestore(round, folder);
        },
      };
    },
  },
];

/** Checks that existing backups are whole, that the next one succeeds, and that a restored home has the same rows. */
async function backUpAndRestore(round: Round, folder: string): Promise<void> {
  const { home } = round.home.paths;
  const rows = rowsOf(home);
  const request = { home, folder, keep: 3, withSecrets: false, reread: false, version: '0.0.0' };
  await writeBackup(request, () => undefined);
  for (const backup of await listBackups(folder)) {
    const damaged = await verifyBackup(folder, backup);
    if (damaged.length > 0) round.fault(`backup ${backup.name} is damaged: ${JSON.stringify(damaged)}`);
  }
  const restored = join(round.folder, 'restored');
  await restoreBackup({ folder, backup: null, home: restored, replace: false }, () => undefined);
  if (!existsSync(restored) || rowsOf(restored) !== rows) round.fault('the restored log has other rows');
}
