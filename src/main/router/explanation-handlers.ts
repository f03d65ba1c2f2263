import type { ExplanationService } from '../explanation/service.ts';
import type { HeavyCalls } from './heavy-calls.ts';
import type { guardedContract } from './middleware.ts';

/** Makes the handlers for explanations of logged verdicts. */
export function explanationHandlers(
  os: ReturnType<typeof guardedContract>,
  explanation: ExplanationService,
  heavy: HeavyCalls,
) {
  return {
    parts: os.explanation.parts.handler(({ input, context: { user }, signal }) =>
      heavy.run(user, () => explanation.parts(input.id), signal),
    ),
    similar: os.explanation.similar.handler(({ input, context: { user }, signal }) =>
      heavy.run(user, () => explanation.similar(input, signal), signal),
    ),
  };
}
