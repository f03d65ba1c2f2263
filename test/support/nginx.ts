import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { findNginx } from '../../scripts/setup/nginx.mjs';
import { temporaryFolder } from './temporary-folder.ts';

/** Reason why tests through nginx are skipped; empty if nginx is there. */
export const nginxMissing = findNginx() === undefined ? 'nginx is not on this machine' : '';

/**
 * Runs nginx with TLS in front of a station and ends it with the test.
 *
 * @param location lines of nginx's `location /`
 */
export async function startNginx(
  port: number,
  pair: { certificateFile: string; keyFile: string },
  location: readonly string[],
) {
  const folder = temporaryFolder();
  const file = join(folder, 'nginx.conf');
  const kept = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  for (const name of kept) mkdirSync(join(folder, name));
  const lines = [
    ...['daemon off;', 'master_process off;', `pid ${folder}/nginx.pid;`, `error_log ${folder}/error.log;`],
    ...['events {}', 'http {', 'access_log off;'],
    ...kept.map((name) => `${name}_temp_path ${folder}/${name};`),
    'server {',
    ...[`listen 127.0.0.1:${port} ssl;`, `ssl_certificate ${pair.certificateFile};`],
    ...[`ssl_certificate_key ${pair.keyFile};`, 'location / {', ...location, '}', '}', '}', ''],
  ];
  writeFileSync(file, lines.join('\n'));
  const child = spawn(findNginx() ?? '', ['-p', folder, '-c', file, '-e', join(folder, 'error.log')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    const over = once(child, 'exit');
    child.kill('SIGKILL');
    await over;
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${said}`);
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
