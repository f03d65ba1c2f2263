import { readFileSync, writeFileSync } from 'node:fs';
import type { Rectangle } from 'electron';
import { z } from 'zod';

const windowStateSchema = z.object({
  /** Null: wherever the system puts it. */
  place: z.object({ x: z.number().int(), y: z.number().int() }).nullable(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  maximized: z.boolean(),
  fullScreen: z.boolean(),
});
export type WindowState = z.infer<typeof windowStateSchema>;

export const firstWindow: WindowState = {
  place: null,
  width: 1440,
  height: 900,
  maximized: false,
  fullScreen: false,
};

/** What is so little of a window that it could not be pulled back by its title, pixels. */
const graspable = 64;

/** The window as it was left; the first window when there is nothing, or nothing that can be read. */
export function readWindowState(file: string): WindowState {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return firstWindow;
  }
}

/** Keeps the window as it is; that it cannot be kept is no reason to keep the program from ending. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state));
  } catch {
    return;
  }
}

/** The state without a place that lies off every display (one may have been unplugged). */
export function onScreen(state: WindowState, displays: readonly Rectangle[]): WindowState {
  const { place, width } = state;
  if (place === null) return state;
  const seen = displays.some(
    (display) =>
      place.x + width >= display.x + graspable &&
      place.x + graspable <= display.x + display.width &&
      place.y >= display.y &&
      place.y + graspable <= display.y + display.height,
  );
  return seen ? state : { ...state, place: null };
}
