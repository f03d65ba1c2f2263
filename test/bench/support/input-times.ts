import type { Page } from '@playwright/test';

export interface InputTimes {
  /** Returns the time from each key and click since the last call to the next picture on the screen, milliseconds in steps of 8. */
  take(): Promise<number[]>;
}

declare global {
  interface PerformanceObserverInit {
    /** Event Timing; TypeScript's own types do not have it yet. */
    durationThreshold?: number;
  }
  interface Window {
    inputTimes?: Map<number, number>;
  }
}

/** Makes the browser record each input's time to the screen (Event Timing); times below 16 ms count as 16. */
export async function watchInput(page: Page): Promise<InputTimes> {
  await page.evaluate(() => {
    const times = new Map<number, number>();
    window.inputTimes = times;
    const counted = new Set(['keydown', 'pointerup', 'click']);
    addEventListener('keydown', ({ timeStamp }) => times.set(timeStamp, 16), { capture: true });
    addEventListener('click', ({ timeStamp }) => times.set(timeStamp, 16), { capture: true });
    new PerformanceObserver((list) => {
      for (const { name, startTime, duration } of list.getEntries()) {
        if (counted.has(name) && times.has(startTime)) times.set(startTime, Math.max(duration, 16));
      }
    }).observe({ type: 'event', durationThreshold: 16, buffered: false });
  });
  return {
    async take() {
      await page.waitForTimeout(300);
      return page.evaluate(() => {
        const times = [...(window.inputTimes?.values() ?? [])];
        window.inputTimes?.clear();
        return times;
      });
    },
  };
}
