import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { writeGoodImages } from '../support/image-folder.ts';
import { debianMissing, openDebianMachine, type DebianMachine } from '../support/package/debian-machine.ts';
import { fetchOn, startInstalled } from '../support/package/installed-station.ts';
import { packagesOfTest } from '../support/package/built-packages.ts';
import { makeSmallProduct } from '../support/small-product.ts';

// Hundreds of megabytes are written; on a machine that does other things, too, that takes its time.
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

  it('has units that systemd takes, and the service is closed to the outside', async () => {
    // A bare machine has no kiosk: the unit's program is stood in for.
    await machine.run('install -m 755 /bin/true /usr/bin/cage');
    expect(await machine.run('systemd-analyze verify loupe-station.service loupe-kiosk.service 2>&1')).toBe(
      '',
    );
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

  it('is removed without a trace but its home', async () => {
    await machine.run('dpkg --remove loupe-station && dpkg --purge loupe-station');
    const left = await machine.run(
      "find / -xdev -name '*loupe*' -not -path '/var/lib/loupe/*' -not -path '/srv/*' | sort",
    );
    expect(left).toBe('/var/backups/loupe\n/var/lib/loupe\n');
    expect(await machine.run('ls -l /var/lib/loupe')).toMatch(/loupe loupe .* station.db/);
  });
});
