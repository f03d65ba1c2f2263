import type { Losses } from './pretraining-network.ts';
import type { LossPoint } from '../families/patch/teacher-card.ts';

/** Number of steps that one point of the history averages. */
const window = 50;
/** Weight of the newest step in the running mean. */
const newest = 0.02;

/** Keeps the mean losses of every 50 steps, and a running mean for display. */
export function lossRecorder(before: readonly LossPoint[]): {
  add(step: number, losses: Losses): void;
  recent(): Losses;
  history(): LossPoint[];
} {
  const points = [...before];
  let open: Losses[] = [];
  let running: Losses | null = null;
  const combine = (f: (key: keyof Losses) => number): Losses => ({
    distillation: f('distillation'),
    metric: f('metric'),
    compactness: f('compactness'),
    total: f('total'),
  });
  return {
    add(step, losses) {
      const last = running ?? losses;
      running = combine((key) => (1 - newest) * last[key] + newest * losses[key]);
      open.push(losses);
      if (step % window !== 0) return;
      const values = open;
      points.push({
        step,
        ...combine((key) => values.reduce((sum, value) => sum + value[key], 0) / values.length),
      });
      open = [];
    },
    recent: () => running ?? combine(() => 0),
    history: () => [...points],
  };
}
