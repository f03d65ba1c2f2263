import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noOutcomes, type OutcomeCounts } from '../../../shared/domain/outcome.ts';
import { linePictures } from './line-pictures.ts';
import { partName, type SimulatedLine } from './simulated-line.ts';
import type { StationApi } from './station-api.ts';

export interface HttpLine extends Pick<SimulatedLine, 'trigger'> {
  /** Counts the outcomes in the station's log of the parts that have a result. @throws StationError */
  logged(): Promise<OutcomeCounts>;
}

/**
 * Opens a lane of a running station over its HTTP API: requests each part, or sends a folder's pictures as parts.
 * After the last picture, the first follows again.
 *
 * @throws StationError NO_IMAGES if the folder has no pictures
 */
export async function httpLine(
  api: StationApi,
  { lane, folder }: { readonly lane: number; readonly folder?: string | undefined },
): Promise<HttpLine> {
  const pictures = folder === undefined ? [] : await linePictures(folder);
  const numbers = new Set<number>();

  async function ask(number: number) {
    const serial = partName(number);
    if (folder === undefined) return api.trigger(lane, serial);
    const picture = await readFile(join(folder, pictures[(number - 1) % pictures.length] ?? ''));
    return api.push(lane, serial, picture);
  }

  return {
    async trigger(number) {
      const { partNumber, result } = await ask(number);
      numbers.add(partNumber);
      return result.verdict;
    },
    async logged() {
      const counts = { ...noOutcomes };
      if (numbers.size === 0) return counts;
      // The parts were sent one after the other, so the first has the lowest number.
      const [first = 0] = numbers;
      const parts = await api.logged(first, [...numbers].at(-1) ?? first);
      for (const { partNumber, verdict } of parts) if (numbers.has(partNumber)) counts[verdict] += 1;
      return counts;
    },
  };
}
