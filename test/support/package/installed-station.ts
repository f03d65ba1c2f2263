import type { DebianMachine } from './debian-machine.ts';

const unit = '/usr/lib/systemd/system/loupe-station.service';

/**
 * Starts the station of a machine by its unit's command, as its user and with its environment. The machine runs no systemd, so
 * only `systemd-analyze` checks the unit's restrictions.
 */
export async function startInstalled(machine: DebianMachine) {
  const words = [
    `set -a; . /etc/loupe-station/station.conf; eval "$(sed -n 's/^Environment=//p' ${unit})"; set +a; umask 077`,
    `eval exec setpriv --reuid=$(sed -n 's/^User=//p' ${unit}) --regid=$(sed -n 's/^Group=//p' ${unit})`,
  ];
  const started = machine.start(
    `${words[0]}; ${words[1]} --init-groups --no-new-privs --bounding-set=-all "$(sed -n 's/^ExecStart=//p' ${unit})"`,
  );
  const [, address = ''] = await started.says(/Loupe is ready: (\S+)/);
  return {
    address,
    async stop() {
      await started.signal('TERM');
      return started.ended;
    },
  };
}

/** Fetches a page from within the machine's network. @returns status and text */
export async function fetchOn(machine: DebianMachine, address: string): Promise<string> {
  const script = `const a = await fetch(process.argv[1], { redirect: 'manual' }); const b = a.status === 302 ? await fetch(new URL(a.headers.get('location'), process.argv[1]), { headers: { cookie: a.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ') } }) : a; console.log(b.status, await b.text());`;
  return machine.run(
    `/usr/lib/loupe-station/current/bin/node --input-type=module -e "${script}" '${address}'`,
  );
}
