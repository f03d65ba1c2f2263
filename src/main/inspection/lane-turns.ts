/** What an act works on. */
export interface LaneTurn {
  /** Numbers of its lanes; acts that share one take turns. */
  readonly lanes: readonly number[];
  /** Products that its lanes shall inspect. */
  readonly productIds?: readonly string[];
}

/** Starts, stops and changeovers of lanes: one after the other in each lane, at the same time in different lanes. */
export interface LaneTurns {
  /** Runs an act once all earlier acts on its lanes have settled; a failed act does not stop the next. */
  run<Result>(turn: LaneTurn, act: () => Promise<Result>): Promise<Result>;
  /** Returns whether an act that runs now brings the product into a lane. */
  concerns(productId: string): boolean;
}

export function createLaneTurns(): LaneTurns {
  /** The latest act of each lane; these promises never reject. */
  const latest = new Map<number, Promise<unknown>>();
  const running = new Set<LaneTurn>();
  return {
    run(turn, act) {
      const before = Promise.all(turn.lanes.map((lane) => latest.get(lane) ?? Promise.resolve()));
      const result = before.then(async () => {
        running.add(turn);
        try {
          return await act();
        } finally {
          running.delete(turn);
        }
      });
      const settled = result.catch(() => undefined);
      for (const lane of turn.lanes) latest.set(lane, settled);
      return result;
    },
    concerns: (productId) => [...running].some(({ productIds = [] }) => productIds.includes(productId)),
  };
}
