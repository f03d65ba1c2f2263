/** The lane of a station that was never set up, as sessions and parts name it. */
export const inFirstLane = { lane: 1, laneName: 'Lane 1', groupName: null } as const;
