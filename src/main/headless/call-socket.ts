import { StandardRPCHandler } from '@orpc/server/standard';
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer';
import { ServerPeer } from '@orpc/standard-server-peer';
import type { WebSocket } from 'ws';
import { messageOf } from '../../shared/domain/station-error.ts';
import type { CallContext, ServedStation } from '../host/served-station.ts';
import { readCall, type CallMessage } from './call-message.ts';
import { createCallTurns } from './call-turns.ts';
import { messageLimits } from './message-limits.ts';
import type { RefusedMessages } from './refused-messages.ts';

/** A visitor whose windows together leave more than this unread is disconnected, bytes. */
const largestBacklog = 128 * 2 ** 20;

/** A connection is not read while this many of its calls wait or this many bytes of them are in work. */
const mostWaiting = 32;
const mostBytes = 64 * 2 ** 20;

/** Limit of a connection's running calls, streams included; a window has a handful. */
const mostUnderWay = 1000;

/** A connection whose calls are served. */
export interface CallSocket {
  readonly socket: WebSocket;
  readonly context: CallContext;
  /** Bytes that the visitor has not read yet, over all of its connections. */
  readonly unread: () => number;
}

/** Serves the procedures over sockets. A message that is no call closes its socket. */
export function callSockets(router: ServedStation['router'], refused: RefusedMessages) {
  const procedures = new StandardRPCHandler(router, {});
  const newTurns = createCallTurns();

  return ({ socket, context, unread }: CallSocket): void => {
    const limits = messageLimits(context.user);
    const handle = createServerPeerHandleRequestFn(procedures, { context });
    const peer = new ServerPeer((message) => {
      if (socket.bufferedAmount > 0 && unread() > largestBacklog) socket.terminate();
      else socket.send(message);
    });
    const turns = newTurns();
    let bytes = 0;
    let isOver = false;
    const refuse = (status: number, reason: string): void => {
      if (isOver) return;
      isOver = true;
      refused.note(context.user, reason);
      socket.close(status, reason.slice(0, 120));
    };

    /** Stops reading from a connection that sends faster than it is answered, so that its messages wait on the sender's machine. */
    function holdBack(): void {
      const isTooMuch = turns.waiting() >= mostWaiting || bytes >= mostBytes;
      if (isTooMuch && !socket.isPaused) socket.pause();
      else if (!isTooMuch && socket.isPaused) socket.resume();
    }

    async function begin(call: CallMessage, size: number): Promise<void> {
      try {
        if (isOver) return;
        if (peer.length >= mostUnderWay) {
          refuse(1008, `At most ${mostUnderWay} calls are under way at once`);
          return;
        }
        await peer.message(call, handle);
      } catch (error) {
        // The window may have closed before its answer.
        if (socket.readyState === socket.OPEN) refuse(1008, `This call cannot be read: ${messageOf(error)}`);
      } finally {
        bytes -= size;
        holdBack();
      }
    }

    socket.on('message', (data, isBinary) => {
      if (isOver) return;
      const call = readCall(data, isBinary, limits.call);
      if (typeof call === 'object' && 'status' in call) {
        refuse(call.status, call.reason);
        return;
      }
      bytes += call.length;
      turns.add(() => {
        void begin(call, call.length);
        holdBack();
      });
      holdBack();
    });
    socket.once('close', () => {
      isOver = true;
      turns.leave();
      peer.close();
    });
  };
}
