"""A PLC by pymodbus: triggers parts one after the other and acknowledges each result. Prints what it was shown, as JSON."""

import json
import sys

from pymodbus.client import ModbusTcpClient

port, parts = int(sys.argv[1]), int(sys.argv[2])
lane = 100
plc = ModbusTcpClient("127.0.0.1", port=port, timeout=20)
assert plc.connect()
plc.write_registers(lane, [0, 0, 0], device_id=1)


def state():
    answer = plc.read_input_registers(lane, count=20, device_id=1)
    assert not answer.isError(), answer
    return answer.registers


results = []
before = state()[3]
for n in range(1, parts + 1):
    serial = ("P%06d" % n).encode()
    serial += b"\0" * (len(serial) % 2)
    words = [int.from_bytes(serial[i : i + 2], "big") for i in range(0, len(serial), 2)]
    plc.write_registers(lane + 10, words + [0], device_id=1)
    plc.write_register(lane, n, device_id=1)
    now = state()
    while not (now[0] & 4 and now[3] != before):
        assert now[2] == 0, "error code %d" % now[2]
        now = state()
    before = now[3]
    results.append({"trigger": now[4], "sequence": now[3], "outcome": now[5], "part": now[8] * 65536 + now[9]})
    plc.write_register(lane + 1, before, device_id=1)
last = state()
counts = [last[at] * 65536 + last[at + 1] for at in (12, 14, 16, 18)]
print(json.dumps({"results": results, "counts": counts}))
