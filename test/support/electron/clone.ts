import { Deserializer, Serializer } from 'node:v8';

/**
 * Returns a copy of a value as it arrives at the other end of a port or utility process.
 *
 * Electron writes values with V8's own serializer, without Blink's objects (shell/common/v8_util.cc), so a Blob, a
 * File or a SharedArrayBuffer cannot cross.
 *
 * @throws Error that names a value which cannot be cloned
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
