import { readFileSync, writeFileSync } from 'node:fs';
import type { Rectangle } from 'electron';
import { z } from 'zod';

const windowStateSchema = z.object({
  /** The window's position; null to let the system choose. */
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

/** The part of a window that must be on a display, so that a user can grab it, pixels. */
const graspable = 64;

/** Reads the window's last state; a default when the file is missing or unreadable. */
export function readWindowState(file: string): WindowState {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return firstWindow;
  }
}

/** Saves the window's state. A failure is ignored, because it must not prevent the program's end. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state));
  } catch {
    return;
  }
}

/** Returns the state without a position that is on no display, since a display may have been unplugged. */
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
