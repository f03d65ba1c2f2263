/** How a part of the station is doing. */
export type Condition = 'ok' | 'attention' | 'failed' | 'idle';
