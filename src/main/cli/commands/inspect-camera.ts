import { noOutcomes, outcomes } from '../../../shared/domain/outcome.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { cameraFrom } from '../camera-words.ts';
import { productByName, type CommandContext } from '../command-context.ts';
import { resultText, runSession } from '../run-session.ts';

/**
 * Inspects a camera of the station until its video is over or `frames` frames have a verdict.
 *
 * @param words the camera's address or kind, then pairs `key=value`
 * @param frames number of frames; null inspects until the command is interrupted
 * @throws StationError BAD_INPUT, CAMERA_UNAVAILABLE, CANCELLED
 */
export async function inspectCamera(
  context: CommandContext,
  productName: string,
  words: readonly string[],
  frames: number | null,
): Promise<void> {
  const { client, terminal } = context;
  const source = cameraFrom(words);
  const { id: productId } = await productByName(client, productName);
  const { results, uninspected, problems, notices } = await runSession(
    context,
    { productId, source, again: false },
    {
      ...(frames === null ? {} : { most: frames }),
      isEndless: !('repeats' in source) || source.repeats,
      onResult: (result) => terminal.print(resultText(result)),
    },
  );
  const counts = { ...noOutcomes };
  for (const { verdict } of [...results, ...uninspected]) counts[verdict] += 1;
  terminal.print(outcomes.map((outcome) => `${outcome} ${counts[outcome]}`).join(', '));
  terminal.printJson({
    frames: results.map(({ verdict, score, capturedAt }) => ({ verdict, score, capturedAt })),
    counts,
    unlike: notices,
    problems: problems.map(({ code, message }) => ({ code, message })),
  });
  if (results.length === 0) {
    throw new StationError('CAMERA_UNAVAILABLE', problems[0]?.message ?? 'The camera gave no picture.');
  }
}
