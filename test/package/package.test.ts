import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { writeGoodImages } from '../support/image-folder.ts';
import { debianMissing, openDebianMachine, type DebianMachine } from '../support/package/debian-machine.ts';
import { fetchOn, startInstalled } from '../support/package/installed-station.ts';
import { packagesOfTest } from '../support/package/built-packages.ts';
import { makeSmallProduct } from '../support/small-product.ts';

// These tests write hundreds of megabytes, which takes long on a busy machine.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/*
 * The .deb on a bare Debian whose network is cut: set up, tried, updated, gone back, removed. One machine goes through all of it, so that
 * each test begins where the one before ended.
 */
describe.skipIf(debianMissing)(`a package on a bare Debian${debianMissing && `: ${debianMissing}`}`, () => {
  let machine: DebianMachine;
  let packages: ReturnType<typeof packagesOfTest>;

  beforeAll(async () => {
    machine = await openDebianMachine();
    packages = packagesOfTest(join(machine.root, 'srv'));
  });
  afterAll(async () => {
    packages.remove();
    await machine.close();
  });

  it('is set up by one archive without a network', async () => {
    await packages.bundle(await packages.build('1.0.0'));
    expect(await machine.run('cat /proc/net/route')).not.toMatch(/\n\w/);
    await machine.run('cd /srv && tar -xf *_bundle.tar && rm *.tar && */install.sh && rm -r *_bundle');
    expect(await machine.run('loupe-station --version')).toBe('1.0.0\n');
    const modes = await machine.run(
      "stat -c '%U %a %n' /var/lib/loupe /var/backups/loupe /etc/loupe-station/token",
    );
    expect(modes).toBe(
      'loupe 700 /var/lib/loupe\nloupe 700 /var/backups/loupe\nroot 640 /etc/loupe-station/token\n',
    );
  });

  it('brings the documents that its own name, since the machine has no network', () => {
    const folder = join(machine.root, 'usr/share/doc/loupe-station');
    for (const document of ['install.md', 'plant.md']) {
      const text = readFileSync(join(folder, document), 'utf8');
      const named = [...text.matchAll(/\]\((?!http|\.\.)([^)#]+)/g)].map(([, path = '']) => path);
      expect(named.length).toBeGreaterThan(0);
      expect(named.filter((path) => !existsSync(join(folder, path)))).toEqual([]);
    }
  });

  it('has units that systemd takes, and the service is closed to the outside', async () => {
    // A bare machine has no kiosk, so another program takes its place.
    await machine.run('install -m 755 /bin/true /usr/bin/cage');
    expect(
      await machine.run(
        `systemd-analyze verify loupe-station.service loupe-kiosk.service loupe-update-recover.service \
          loupe-update.path loupe-update.service 2>&1`,
      ),
    ).toBe('');
    const told = await machine.run(
      'systemd-analyze security --offline=true --no-pager loupe-station.service',
    );
    const [, exposure = ''] = /Overall exposure level for loupe-station.service: ([\d.]+)/.exec(told) ?? [];
    expect(Number(exposure)).toBeGreaterThan(0);
    expect(Number(exposure)).toBeLessThanOrEqual(3);
    const started = await machine.run('ls /etc/systemd/system/multi-user.target.wants');
    expect(started).toContain('loupe-station.service');
    expect(started).not.toContain('loupe-kiosk.service');
  });

  it('serves its page as its own user', async () => {
    const station = await startInstalled(machine);
    expect(await fetchOn(machine, station.address)).toMatch(/^200 [^]*<div id="app">/);
    const owners = await machine.run(
      'stat -c %U $(grep -l [o]ut/main/server.js /proc/[1-9]*/cmdline) | sort -u',
    );
    expect(owners).toBe('loupe\n');
    expect(await station.stop()).toBe(0);
  });

  it('inspects a picture with a model of its home', async () => {
    const home = join(packages.folder, 'home');
    await makeSmallProduct(home, 'Disc');
    await machine.run('rm -rf /var/lib/loupe/*');
    cpSync(home, join(machine.root, 'var/lib/loupe'), { recursive: true });
    await writeGoodImages(join(machine.root, 'srv/parts'), 1);
    await machine.run('chown -R loupe:loupe /var/lib/loupe');
    const told = await machine.run('loupe-station --json inspect --product Disc --images /srv/parts');
    expect(JSON.parse(told.trim().split('\n').at(-1) ?? '')).toMatchObject({
      images: [{ name: 'part-0.png' }],
    });
  });

  it('takes an update that the station was sent, with the home as it was', async () => {
    const before = await logOf(machine);
    await packages.build('1.1.0');
    // Hands a package over as the station does after its check; the first one differs in one byte.
    const handOver = (change: string) =>
      machine.run(
        `cd /var/lib/loupe && ${asUser} sh -c 'mkdir -p updates && cp ${packageOf('1.1.0')} updates/new${change} && mv updates/new updates/wanted.deb'`,
      );
    const update = 'loupe-station update --requested';
    await handOver(' && printf x | dd of=updates/new bs=1 seek=5000 conv=notrunc status=none');
    expect(await machine.run(update, 1)).toContain('CORRUPT_FILE');
    expect(await machine.run('cat /var/lib/loupe/last-update.json')).toContain('"to":null');
    expect(await machine.run('ls /var/lib/loupe/updates')).toBe('');
    // The update reads a link with the rights of the station's user only.
    await machine.run(`${asUser} ln -s /etc/shadow /var/lib/loupe/updates/wanted.deb`);
    expect(await machine.run(update, 1)).toContain('No package was handed over');
    await handOver('');
    expect(await machine.run(update)).toContain('Updated from 1.0.0 to 1.1.0');
    expect(await machine.run('loupe-station --version')).toBe('1.1.0\n');
    expect(await machine.run("dpkg-query --show --showformat '${Version} ${Status}' loupe-station")).toBe(
      '1.1.0 install ok installed',
    );
    expect(await machine.run('ls /usr/lib/loupe-station')).toBe('1.1.0\ncurrent\n');
    expect(await logOf(machine)).toEqual(before);
  });

  it('goes back by itself from a version that fails, with nothing lost', async () => {
    const before = await logOf(machine);
    // This version loses the log at its first start and leaves a database that no other version opens.
    await packages.build('1.2.0', (program) =>
      prepend(
        join(program, 'out/main/cli.js'),
        `import Sqlite from 'better-sqlite3';
if (process.argv.includes('self-test')) {
  const database = new Sqlite(process.env.STATION_HOME + '/station.db');
  database.exec('PRAGMA foreign_keys = OFF; DROP TABLE log_entries; PRAGMA user_version = 9999');
  throw new Error('This version is broken');
}
`,
      ),
    );
    const told = await machine.run(`loupe-station update --from ${packageOf('1.2.0')}`, 1);
    expect(told).toMatch(/1\.2\.0 was tried and does not work here; 1\.1\.0 is in use again[^]*is broken/);
    expect(await machine.run('loupe-station --version')).toBe('1.1.0\n');
    expect(await machine.run('ls /usr/lib/loupe-station')).toBe('1.1.0\ncurrent\n');
    expect(await logOf(machine)).toEqual(before);
    const station = await startInstalled(machine);
    expect(await fetchOn(machine, station.address)).toMatch(/^200 /);
    expect(await station.stop()).toBe(0);
  });

  it('an update that was killed is taken back, and the station is as it was', async () => {
    const before = await logOf(machine);
    const update = machine.start(`exec loupe-station update --from ${packageOf('1.2.0')}`);
    await update.says(/Trying 1\.2\.0/);
    await update.signal('KILL');
    await update.ended;
    expect(await machine.run('loupe-station update --recover')).toContain('1.1.0 is in use again.');
    expect(await machine.run('ls /usr/lib/loupe-station')).toBe('1.1.0\ncurrent\n');
    expect(await logOf(machine)).toEqual(before);
  });

  it('refuses a station at work and an older version, and goes back with the backup of before', async () => {
    const station = await startInstalled(machine);
    const older = `loupe-station update --from ${packageOf('1.0.0')}`;
    expect(await machine.run(`${older} --allow-downgrade`, 1)).toContain('CONFLICT: A station works in');
    await station.stop();
    expect(await machine.run(older, 1)).toContain('Version 1.0.0 is older than 1.1.0');
    const before = await logOf(machine);
    const backups = JSON.parse(await machine.run('loupe-station --json backup list /var/backups/loupe'));
    const [first] = z
      .object({ backups: z.array(z.object({ name: z.string() })) })
      .parse(backups)
      .backups.toReversed();
    await machine.run(`${older} --allow-downgrade --restore ${first?.name}`);
    expect(await machine.run('loupe-station --version')).toBe('1.0.0\n');
    expect(await logOf(machine)).toEqual(before);
  });

  it('is removed without a trace but its home', async () => {
    await machine.run('dpkg --remove loupe-station && dpkg --purge loupe-station');
    const left = await machine.run(
      "find / -xdev -name '*loupe*' -not -path '/var/lib/loupe/*' -not -path '/srv/*' | sort",
    );
    expect(left).toBe('/var/backups/loupe\n/var/lib/loupe\n');
    expect(await machine.run('ls -l /var/lib/loupe')).toMatch(/loupe loupe .* station.db/);
  });
});

const asUser = 'setpriv --reuid=loupe --regid=loupe --init-groups';

const packageOf = (version: string): string => `/srv/loupe-station_${version}_*.deb`;

/** Reads the rows of the tables that a station must not lose. */
async function logOf(machine: DebianMachine): Promise<unknown> {
  const script = [
    "const Sqlite = require('/usr/lib/loupe-station/current/node_modules/better-sqlite3');",
    "const database = new Sqlite('/var/lib/loupe/station.db', { readonly: true });",
    "const tables = ['products', 'models', 'activations', 'thresholds', 'sessions', 'inspections', 'log_entries'];",
    'const rows = (name) => database.prepare(`SELECT * FROM ${name}`).all();',
    'console.log(JSON.stringify(Object.fromEntries(tables.map((name) => [name, rows(name)]))));',
  ];
  writeFileSync(join(machine.root, 'srv/read-log.cjs'), script.join('\n'));
  const told = await machine.run(`${asUser} /usr/lib/loupe-station/current/bin/node /srv/read-log.cjs`);
  return logSchema.parse(JSON.parse(told));
}

/** Rows of those tables, with at least one inspected part. */
const logSchema = z.looseObject({ inspections: z.array(z.unknown()).min(1) });

function prepend(file: string, text: string): void {
  const content = readFileSync(file, 'utf8');
  // The file is a hard link to the build's own, so replace it instead of changing it.
  rmSync(file);
  writeFileSync(file, `${text}${content}`);
}
