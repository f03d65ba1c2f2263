/** The lane of a station that was never set up, with the fields of sessions and parts. */
export const inFirstLane = { lane: 1, laneName: 'Lane 1', groupName: null } as const;
