import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noOutcomes, type OutcomeCounts } from '../../../shared/domain/outcome.ts';
import { linePictures } from './line-pictures.ts';
import { partName, type SimulatedLine } from './simulated-line.ts';
import type { StationApi } from './station-api.ts';

export interface HttpLine extends Pick<SimulatedLine, 'trigger'> {
  /** What the station's log has of the parts that have a result. @throws StationError */
  logged(): Promise<OutcomeCounts>;
}

/**
 * A lane of a station that runs, over its HTTP API: it is asked for each part, or a picture of a folder is sent as the part, from the
 * first again after the last.
 *
 * @throws StationError NO_IMAGES when the folder has no pictures
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
      // One after the other: the first was given the lowest number.
      const [first = 0] = numbers;
      const parts = await api.logged(first, [...numbers].at(-1) ?? first);
      for (const { partNumber, verdict } of parts) if (numbers.has(partNumber)) counts[verdict] += 1;
      return counts;
    },
  };
}
