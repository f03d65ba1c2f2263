import { Deserializer, Serializer } from 'node:v8';

/**
 * A value as it comes out on the other side of a port or of a utility process.
 *
 * Electron writes values with V8's own serializer and without Blink's objects (shell/common/v8_util.cc): a Blob, a
 * File and a SharedArrayBuffer do not cross.
 *
 * @throws Error what cannot be cloned, by its name
 */
export function electronClone(value: unknown): unknown {
  const serializer = new Serializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  const deserializer = new Deserializer(serializer.releaseBuffer());
  deserializer.readHeader();
  const copy: unknown = deserializer.readValue();
  return copy;
}
