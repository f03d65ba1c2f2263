import ModbusRTU from 'modbus-serial';
import { onTestFinished, vi } from 'vitest';

/** Connects a PLC to the output `modbus` of this machine once that listens; closes it with the test. */
export async function connectPlc(port: number): Promise<ModbusRTU> {
  const plc = new ModbusRTU();
  onTestFinished(() => plc.close(() => undefined));
  await vi.waitFor(() => plc.connectTCP('127.0.0.1', { port }), 20_000);
  plc.setID(1);
  return plc;
}
