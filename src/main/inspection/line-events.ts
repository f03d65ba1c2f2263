import { EventEmitter } from 'node:events';
import type { LineEvent } from '../line/line-commands.ts';

/** What happens at the line, for whoever asked to be told: controllers, brokers, programs. */
export interface LineEvents {
  publish(event: LineEvent): void;
  /** @returns ends it */
  subscribe(listener: (event: LineEvent) => void): () => void;
}

/** @param onFailure called when a listener throws: the others are told all the same, and the line goes on */
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
