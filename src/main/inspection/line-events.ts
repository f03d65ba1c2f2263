import { EventEmitter } from 'node:events';
import type { LineEvent } from '../line/line-commands.ts';

/** Events of the line for subscribers: controllers, brokers, programs. */
export interface LineEvents {
  publish(event: LineEvent): void;
  /** Calls the listener with each event. @returns ends the subscription */
  subscribe(listener: (event: LineEvent) => void): () => void;
}

/** @param onFailure called when a listener throws; the other listeners still get the event */
export function createLineEvents(onFailure: (error: unknown) => void): LineEvents {
  const emitter = new EventEmitter<{ event: [LineEvent] }>().setMaxListeners(0);
  return {
    publish: (event) => void emitter.emit('event', event),
    subscribe(listener) {
      const heard = (event: LineEvent): void => {
        try {
          listener(event);
        } catch (error) {
          onFailure(error);
        }
      };
      emitter.on('event', heard);
      return () => void emitter.off('event', heard);
    },
  };
}
