import type { CommandContext } from '../command-context.ts';
import { partName, type SimulatedLine } from './simulated-line.ts';

/**
 * Opens a lane with its own camera and requests each part from it. Starts the lane, and stops it at the end.
 *
 * @param productId product that the lane inspects
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
