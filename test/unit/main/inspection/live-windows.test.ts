import { describe, expect, it } from 'vitest';
import { createLiveWindows } from '../../../../src/main/inspection/live-windows.ts';
import {
  packLive,
  toWindowSchema,
  unpackLive,
  type LiveFrame,
  type ToWindow,
} from '../../../../src/shared/contract/live.ts';

const greeting: ToWindow = { kind: 'session', lane: 1, session: null };
const problem: ToWindow = { kind: 'problem', lane: null, code: 'BAD_INPUT', message: 'x' };

const header: LiveFrame = {
  kind: 'frame',
  sessionId: '7b0a9d7c-3a37-4c5c-9e0e-0b8f1f6f1a11',
  number: 3,
  captureMs: 1,
  droppedBefore: 0,
  width: 2,
  height: 1,
  channels: 4,
};

/** Makes a window that keeps its messages; with `open` false it is slow and takes nothing. */
function testWindow() {
  const received: ToWindow[] = [];
  const state = { open: true };
  return {
    received,
    state,
    send: (block: Uint8Array) => {
      if (state.open) received.push(toWindowSchema.parse(unpackLive(block).header));
      return state.open;
    },
  };
}

describe('the live channel', () => {
  it('hands on a frame with its pixels', () => {
    const frames: [LiveFrame, Uint8Array][] = [];
    const windows = createLiveWindows((frame, pixels) => frames.push([frame, pixels]) > 0);
    const { send } = testWindow();
    windows.connect(send, [greeting]).receive(packLive(header, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)));
    expect(frames).toEqual([[header, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)]]);
  });

  it.each([
    ['noise', Uint8Array.of(200, 1, 0, 0, 9, 9)],
    ['nothing', new Uint8Array(0)],
    ['a header that is no frame', packLive(problem)],
    ['fewer pixels than announced', packLive(header, new Uint8Array(7))],
  ])('answers %s with a problem and stays open', (_, block) => {
    const frames: LiveFrame[] = [];
    const windows = createLiveWindows((frame) => frames.push(frame) > 0);
    const { send, received } = testWindow();
    const connection = windows.connect(send, [greeting]);
    connection.receive(block);
    expect(received.at(-1)).toMatchObject({ kind: 'problem', code: 'BAD_INPUT' });
    connection.receive(packLive(header, new Uint8Array(8)));
    expect(frames).toHaveLength(1);
  });

  it('sends a slow window the state it missed as soon as it takes something again', () => {
    const windows = createLiveWindows(() => true);
    const { send, received, state } = testWindow();
    windows.connect(send, [greeting]);
    state.open = false;
    windows.broadcast(greeting);
    state.open = true;
    windows.broadcast(problem);
    expect(received.map(({ kind }) => kind)).toEqual(['session', 'session', 'problem']);
  });

  it('sends a slow window the state of each lane that it missed', () => {
    const windows = createLiveWindows(() => true);
    const { send, received, state } = testWindow();
    windows.connect(send, [greeting]);
    state.open = false;
    for (const lane of [1, 2, 2]) windows.broadcast({ kind: 'session', lane, session: null });
    state.open = true;
    windows.broadcast(problem);
    expect(received.slice(1)).toMatchObject([{ lane: 1 }, { lane: 2 }, { kind: 'problem' }]);
  });

  it('tells the window alone that sent it of a frame that is no part', () => {
    const windows = createLiveWindows(() => false);
    const [feeding, watching] = [testWindow(), testWindow()];
    const connection = windows.connect(feeding.send, [greeting]);
    windows.connect(watching.send, [greeting]);
    connection.receive(packLive(header, new Uint8Array(8)));
    const { sessionId, number: frameNumber } = header;
    expect(feeding.received.slice(1)).toEqual([{ kind: 'passed-over', sessionId, frameNumber }]);
    expect(watching.received).toHaveLength(1);
  });

  it('sends nothing to a window that has gone', () => {
    const windows = createLiveWindows(() => true);
    const { send, received } = testWindow();
    windows.connect(send, [greeting]).close();
    windows.broadcast(problem);
    expect(received).toHaveLength(1);
  });
});
