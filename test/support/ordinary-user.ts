import { fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';

const outcomeSchema = z.object({ code: z.string(), message: z.string() });

/**
 * Runs a program of `test/support/programs` that gives up the rights of root before it works, and hears what it
 * sends: root may read and write everything, so that a missing permission shows to an ordinary user only.
 */
export async function asOrdinaryUser(
  program: string,
  ...args: string[]
): Promise<z.infer<typeof outcomeSchema>> {
  const file = new URL(`programs/${program}`, import.meta.url);
  const child = fork(file, args, { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  let outcome: unknown = null;
  child.on('message', (message) => (outcome = message));
  await once(child, 'close');
  if (outcome === null) throw new Error(`${program} said nothing. ${complaint}`);
  return outcomeSchema.parse(outcome);
}
