import type { CommandContext } from '../command-context.ts';
import { partName, type SimulatedLine } from './simulated-line.ts';

/**
 * A lane as it is set up, with its own camera, which is asked for each part. It is started where it does not inspect, and stopped
 * again then.
 *
 * @param productId what it inspects when it is started
 */
export async function laneLine(
  { client }: Pick<CommandContext, 'client'>,
  { lane, productId }: { readonly lane: number; readonly productId: string },
): Promise<SimulatedLine> {
  const { id: sessionId } = await client.inspection.start({ productId, lane });
  return {
    sessionId,
    async trigger(number) {
      const { verdict } = await client.inspection.trigger({ lane, serial: partName(number) });
      return verdict;
    },
    async close() {
      await client.inspection.stop({ sessionId });
    },
  };
}
