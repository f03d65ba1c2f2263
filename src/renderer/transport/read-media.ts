import { ORPCError } from '@orpc/client';
import { ConnectionLostError } from './failure.ts';

/**
 * Reads a file below `/media/`.
 *
 * @throws ConnectionLostError, ORPCError with the station's code and message, or Error if the answer has neither
 */
export async function readMedia(path: string): Promise<Blob> {
  const answer = await fetch(path).catch(() => {
    throw new ConnectionLostError();
  });
  if (answer.ok) return answer.blob();
  const [, code, message] = /^([A-Z_]+): (.+)/s.exec((await answer.text()).trim()) ?? [];
  if (code === undefined || message === undefined) throw new Error(`The station answered ${answer.status}`);
  throw new ORPCError(code, { message });
}
