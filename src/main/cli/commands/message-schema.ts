import { brokerMessageSchema } from '../../line/mqtt/message-schema.ts';
import type { Terminal } from '../terminal.ts';

/** Prints the JSON Schema of the messages between an output `mqtt` and its broker. */
export function printMessageSchema(terminal: Terminal): void {
  const schema = brokerMessageSchema();
  terminal.print(JSON.stringify(schema, null, 2));
  terminal.printJson(schema);
}
