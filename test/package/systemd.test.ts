import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  openSystemdMachine,
  systemdMissing,
  type SystemdMachine,
} from '../support/package/systemd-machine.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const patience = { timeout: 60_000, interval: 100 };

/** The station's program: hands a package over as its user, and tries what it may not do. */
const station = `cd "$STATION_HOME" && mkdir -p updates && id -un > updates/new && mv updates/new updates/wanted.deb
(echo > /srv/outside || echo > /etc/outside) 2>/dev/null && echo > outside
exec sleep infinity`;
/** The update's program: takes the package away and reports its user. */
const update = `mv /var/lib/loupe/updates/wanted.deb /srv/taken && id -un >> /srv/taken && cat /srv/taken >> /srv/all`;

/* Tests the package's units under a running systemd, with other programs in place of the station's. */
describe.skipIf(systemdMissing)(`the units of a package${systemdMissing && `: ${systemdMissing}`}`, () => {
  let machine: SystemdMachine;
  beforeAll(async () => {
    machine = await openSystemdMachine([join(import.meta.dirname, '../../packaging/systemd')], {
      passwd: ['loupe:x:900:900::/var/lib/loupe:/bin/sh'],
      group: ['loupe:x:900:', 'video:x:44:'],
    });
    await machine.run(
      'mkdir -p /etc/loupe-station /var/backups/loupe && touch /etc/loupe-station/station.conf',
    );
    for (const [unit, script] of Object.entries({ station, update })) {
      const folder = `/etc/systemd/system/loupe-${unit}.service.d`;
      await machine.run(`cat > /srv/${unit} <<'end'\n${script}\nend`);
      await machine.run(
        `mkdir -p ${folder} && printf '[Service]\\nExecStart=\\nExecStart=/bin/sh /srv/${unit}\\n' > ${folder}/stand-in.conf`,
      );
    }
    await machine.run('systemctl daemon-reload');
  });
  afterAll(() => machine.close());

  it('a package that the station hands over as its user starts the update as root, each time', async () => {
    await machine.run('systemctl start loupe-station.service');
    const taken = () => machine.run('cat /srv/all');
    await vi.waitFor(async () => expect(await taken()).toBe('loupe\nroot\n'), patience);
    expect(await machine.run('systemctl is-active loupe-update.path')).toBe('active\n');
    // The service closes the rest of the system to the station.
    expect(await machine.run('ls /var/lib/loupe /var/lib/loupe/updates /srv')).not.toContain('outside');
    await machine.run('systemctl restart loupe-station.service');
    await vi.waitFor(async () => expect(await taken()).toBe('loupe\nroot\nloupe\nroot\n'), patience);
  });
});
