import { EventEmitter } from 'node:events';
import { z } from 'zod';

/**
 * Runs before a worker's program and makes the child process one of Electron's utility processes: it talks over
 * `process.parentPort` and never ends by itself (lib/utility/init.ts, shell/services/node/parent_port.cc).
 */
const messageSchema = z.object({ value: z.unknown() });
const send = process.send?.bind(process);
const port = new EventEmitter();
/** Messages before the first listener; that listener gets them. */
const kept: unknown[] = [];
let started = false;

process.on('message', (message) => {
  const { value } = messageSchema.parse(message);
  if (started) port.emit('message', { data: value, ports: [] });
  else kept.push(value);
});
port.on('newListener', (name) => {
  if (name !== 'message' || started) return;
  setImmediate(() => {
    started = true;
    for (const value of kept.splice(0)) port.emit('message', { data: value, ports: [] });
  });
});
Object.assign(port, { postMessage: (value: unknown) => send?.({ value }) });
Object.defineProperty(process, 'parentPort', { enumerable: true, writable: false, value: port });
Object.assign(process, { send: undefined });
// The browser process has ended (content/child/child_thread_impl.cc).
process.on('disconnect', () => process.exit(0));
setInterval(() => undefined, 2 ** 30);
