"""Many OPC UA clients by asyncua at once: each monitors values and the events of results. Prints what all got, as JSON.

Arguments: address, number of clients, values that each monitors.
"""

import asyncio
import json
import sys

from asyncua import Client, ua

url, clients, values = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
vision = "http://opcfoundation.org/UA/MachineVision"


class Heard:
    def __init__(self):
        self.values = 0
        self.event = asyncio.Event()

    def datachange_notification(self, node, value, data):
        self.values += 1

    def event_notification(self, event):
        self.event.set()


async def join():
    client = Client(url, timeout=60, watchdog_intervall=60)
    await client.connect()
    heard = Heard()
    subscription = await client.create_subscription(200, heard)
    ns = await client.get_namespace_index(vision)
    kind = await client.nodes.base_event_type.get_child(f"{ns}:ResultReadyEventType")
    await subscription.subscribe_events(client.nodes.server, [kind])
    state = client.get_node(ua.NodeId(ua.ObjectIds.Server_ServerStatus_State))
    await subscription.subscribe_data_change([state] * values)
    return client, heard


async def main():
    # One after the other, since each connection costs the server a moment.
    joined = [await join() for _ in range(clients)]
    first = joined[0][0]
    ns = await first.get_namespace_index(vision)
    ua.register_basetype("VisionTrimmedString", ua.NodeId(3017, ns), ua.String)
    await first.load_data_type_definitions()
    names = {(await node.read_browse_name()).Name: node for node in await first.nodes.objects.get_children()}
    machine = await names["VisionSystem1"].get_child(f"{ns}:VisionStateMachine")
    automatic = await machine.get_child(f"{ns}:AutomaticModeStateMachine")
    structure = lambda name, id_: ua.Variant(getattr(ua, name)(Id=id_), ua.VariantType.ExtensionObject)
    ids = ("MeasIdDataType", "PartIdDataType", "RecipeIdExternalDataType", "ProductIdDataType")
    none = ua.Variant([], ua.VariantType.Variant, is_array=True)
    await machine.call_method(f"{ns}:SelectModeAutomatic")
    _, error = await automatic.call_method(f"{ns}:StartSingleJob", *(structure(name, "") for name in ids), none)
    await asyncio.wait_for(asyncio.gather(*(heard.event.wait() for _, heard in joined)), 60)
    for _ in range(600):
        if all(heard.values >= values for _, heard in joined):
            break
        await asyncio.sleep(0.1)
    print(json.dumps({"error": error, "values": sum(heard.values for _, heard in joined), "events": len(joined)}))
    for client, _ in joined:
        await client.disconnect()


asyncio.run(main())
