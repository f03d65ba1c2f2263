import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import type { Evaluation, EvaluationSource, Model } from '../../../shared/contract/models.ts';
import { useClient } from '../../transport/client.ts';
import { toFailure, type Failure } from '../../transport/failure.ts';

export interface EvaluationRun {
  readonly state: 'running' | 'finished' | 'stopped' | 'failed';
  readonly source: EvaluationSource;
  readonly done: number;
  /** 0 while the station still lists the images. */
  readonly total: number;
  readonly failure: Failure | null;
}

/** Running evaluations by model; they continue when the user leaves the view. */
export const useEvaluations = defineStore('evaluations', () => {
  const client = useClient();
  const runs = shallowReactive(new Map<string, EvaluationRun>());
  /** The newest result of this window, by model; the list of models brings the station's own result. */
  const results = shallowReactive(new Map<string, Evaluation>());
  const stops = new Map<string, AbortController>();

  async function start(modelId: string, source: EvaluationSource): Promise<void> {
    if (runs.get(modelId)?.state === 'running') return;
    const stop = new AbortController();
    stops.set(modelId, stop);
    let run: EvaluationRun = { state: 'running', source, done: 0, total: 0, failure: null };
    const update = (change: Partial<EvaluationRun>): void => {
      run = { ...run, ...change };
      runs.set(modelId, run);
    };
    update({});
    try {
      const events = await client.models.evaluate({ modelId, source }, { signal: stop.signal });
      for await (const event of events) {
        if (event.kind === 'progress') update({ done: event.done, total: event.total });
        else {
          results.set(modelId, event.evaluation);
          update({ state: 'finished' });
        }
      }
    } catch (error) {
      if (!stop.signal.aborted) update({ state: 'failed', failure: toFailure(error) });
    }
    // The stream ended without a result, so the evaluation was stopped.
    if (run.state === 'running') update({ state: 'stopped' });
  }

  /** Returns the latest evaluation of a model: this window's result or the one of the model, whichever is newer. */
  function latestOf({ id, latestEvaluation }: Pick<Model, 'id' | 'latestEvaluation'>): Evaluation | null {
    const result = results.get(id) ?? null;
    if (result === null || latestEvaluation === null) return result ?? latestEvaluation;
    return result.evaluatedAt >= latestEvaluation.evaluatedAt ? result : latestEvaluation;
  }

  return { runs, latestOf, start, stop: (modelId: string) => stops.get(modelId)?.abort() };
});
