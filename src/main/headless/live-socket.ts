import type { WebSocket } from 'ws';
import { may } from '../../shared/domain/permissions.ts';
import type { User } from '../../shared/domain/role.ts';
import type { LiveService } from '../host/live.ts';
import { bytesOf } from './call-message.ts';
import type { RefusedMessages } from './refused-messages.ts';

/** A window with more unsent bytes than this is slow: further blocks are left out until it has caught up. */
const slowFrom = 8 * 2 ** 20;

/**
 * Connects one window to the live channel. A user who may not see the line gets only signs of life; blocks from a user who may not
 * operate it are ignored.
 */
export function connectLiveSocket(
  socket: WebSocket,
  live: LiveService,
  user: User,
  refused: RefusedMessages,
): void {
  const connection = live.connect(
    (block) => {
      if (socket.readyState !== socket.OPEN || socket.bufferedAmount > slowFrom) return false;
      socket.send(block, { binary: true });
      return true;
    },
    may(user, 'line.see'),
  );
  const maySend = may(user, 'line.operate');
  socket.on('message', (data) => {
    if (maySend) connection.receive(bytesOf(data));
    else if (socket.readyState === socket.OPEN) {
      refused.note(user, 'a message to the live channel');
      socket.close(1008, 'This role feeds no inspection');
    }
  });
  socket.once('close', () => connection.close());
}
