import { StandardRPCHandler } from '@orpc/server/standard';
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer';
import { ServerPeer } from '@orpc/standard-server-peer';
import type { WebSocket } from 'ws';
import { messageOf } from '../../shared/domain/station-error.ts';
import type { CallContext, ServedStation } from '../host/served-station.ts';
import { readCall } from './call-message.ts';
import { messageLimits } from './message-limits.ts';
import type { RefusedMessages } from './refused-messages.ts';

/** A window that leaves this much unread is taken for gone. */
const largestBacklog = 128 * 2 ** 20;

/** Serves the procedures over sockets. What is no call ends its socket at the first message. */
export function callSockets(router: ServedStation['router'], refused: RefusedMessages) {
  const procedures = new StandardRPCHandler(router, {});

  return (socket: WebSocket, context: CallContext): void => {
    const limits = messageLimits(context.user);
    const handle = createServerPeerHandleRequestFn(procedures, { context });
    const peer = new ServerPeer((message) => {
      if (socket.bufferedAmount > largestBacklog) socket.terminate();
      else socket.send(message);
    });
    let isOver = false;
    const refuse = (status: number, reason: string): void => {
      if (isOver) return;
      isOver = true;
      refused.note(context.user, reason);
      socket.close(status, reason.slice(0, 120));
    };
    socket.on('message', (data, isBinary) => {
      if (isOver) return;
      const call = readCall(data, isBinary, limits.call);
      if (typeof call === 'object' && 'status' in call) {
        refuse(call.status, call.reason);
        return;
      }
      peer.message(call, handle).catch((error: unknown) => {
        // An answer to a window that has gone meanwhile.
        if (socket.readyState === socket.OPEN) refuse(1008, `This call cannot be read: ${messageOf(error)}`);
      });
    });
    socket.once('close', () => {
      isOver = true;
      peer.close();
    });
  };
}
