"""An OPC UA client by asyncua. Does what the first argument names and prints what it saw, as JSON.

A fifth argument is the folder that keeps its certificate; without one it has a new one each time.
"""

import asyncio
import json
import sys
import tempfile
from pathlib import Path

from asyncua import Client, ua
from asyncua.crypto.cert_gen import setup_self_signed_certificate
from asyncua.crypto.security_policies import SecurityPolicyBasic256Sha256
from cryptography.x509.oid import ExtendedKeyUsageOID

what, url, user, password, *kept = sys.argv[1:]
vision = "http://opcfoundation.org/UA/MachineVision"


async def secure(client, folder):
    uri = "urn:test:client"
    client.application_uri = uri
    key, certificate = folder / "key.pem", folder / "certificate.der"
    names = {"countryName": "DE", "organizationName": "Test"}
    await setup_self_signed_certificate(key, certificate, uri, "localhost", [ExtendedKeyUsageOID.CLIENT_AUTH], names)
    mode = ua.MessageSecurityMode.SignAndEncrypt
    await client.set_security(SecurityPolicyBasic256Sha256, str(certificate), str(key), mode=mode)


class Events:
    def __init__(self):
        self.queue = asyncio.Queue()

    def event_notification(self, event):
        self.queue.put_nowait(event)


def external(id_):
    return ua.Variant(ua.RecipeIdExternalDataType(Id=id_), ua.VariantType.ExtensionObject)


async def act(client):
    ns = await client.get_namespace_index(vision)
    # Another namespace has a type of this name, which asyncua would take for it.
    ua.register_basetype("VisionTrimmedString", ua.NodeId(3017, ns), ua.String)
    await client.load_data_type_definitions()
    names = {(await node.read_browse_name()).Name: node for node in await client.nodes.objects.get_children()}
    system = names["VisionSystem1"]
    machine = await system.get_child(f"{ns}:VisionStateMachine")
    automatic = await machine.get_child(f"{ns}:AutomaticModeStateMachine")
    recipes = await system.get_child(f"{ns}:RecipeManagement")
    results = await system.get_child(f"{ns}:ResultManagement")
    current = lambda node: node.get_child("0:CurrentState")
    state = lambda: read(current, machine, automatic)
    seen = {"systems": sorted(name for name in names if name.startswith("VisionSystem")), "before": await state()}
    structure = lambda name, id_: ua.Variant(getattr(ua, name)(Id=id_), ua.VariantType.ExtensionObject)
    job = (
        structure("MeasIdDataType", "M1"),
        structure("PartIdDataType", "S-1"),
        external(""),
        structure("ProductIdDataType", ""),
        ua.Variant([], ua.VariantType.Variant, is_array=True),
    )
    listed = (
        ua.Variant(0, ua.VariantType.Int32),
        *(structure(name, "") for name in ("MeasIdDataType", "PartIdDataType")),
        *(structure(name, "") for name in ("RecipeIdExternalDataType", "RecipeIdInternalDataType")),
        *(structure("ConfigurationIdDataType", "") for _ in range(2)),
        *(structure(name, "") for name in ("ProductIdDataType", "JobIdDataType")),
        *(ua.Variant(0, ua.VariantType.UInt32) for _ in range(2)),
        ua.Variant(0, ua.VariantType.Int32),
    )
    if what == "look":
        return seen
    if what == "list":
        answer = await results.call_method(f"{ns}:GetResultListFiltered", *listed)
        seen["results"] = [result.ResultId.Id for result in answer[3]]
        return seen
    if what == "denied":
        try:
            await automatic.call_method(f"{ns}:StartSingleJob", *job)
        except ua.UaStatusCodeError as error:
            seen["refused"] = type(error).__name__
        return seen
    events = Events()
    subscription = await client.create_subscription(20, events)
    types = [await client.nodes.base_event_type.get_child(f"{ns}:{name}") for name in ("ResultReadyEventType",)]
    await subscription.subscribe_events(client.nodes.server, types)
    seen["early"] = (await automatic.call_method(f"{ns}:StartSingleJob", *job))[1]
    seen["mode"] = await machine.call_method(f"{ns}:SelectModeAutomatic")
    seen["ready"] = await state()
    internal = ua.Variant(ua.RecipeIdInternalDataType(Id=""), ua.VariantType.ExtensionObject)
    filters = (
        external(""),
        structure("ProductIdDataType", ""),
        ua.Variant(ua.TriStateBooleanDataType(2), ua.VariantType.Int32),
        ua.Variant(0, ua.VariantType.UInt32),
        ua.Variant(0, ua.VariantType.UInt32),
        ua.Variant(0, ua.VariantType.Int32),
    )
    listed = await recipes.call_method(f"{ns}:GetRecipeListFiltered", *filters)
    seen["recipes"] = [[recipe.Id, recipe.Description.Text] for recipe in listed[3]]
    chosen = await recipes.call_method(f"{ns}:PrepareRecipe", external("7"), internal)
    seen["recipe"] = [chosen[0].Id, chosen[1], chosen[2]]
    missing = await recipes.call_method(f"{ns}:PrepareRecipe", external("99"), internal)
    seen["noRecipe"] = missing[2]
    started = await automatic.call_method(f"{ns}:StartSingleJob", *job)
    seen["job"] = [started[0].Id, started[1]]
    event = await asyncio.wait_for(events.queue.get(), 20)
    seen["event"] = {
        "result": event.ResultId.Id,
        "job": event.JobId.Id,
        "part": event.PartId.Id,
        "measurement": event.MeasId.Id,
        "recipe": event.InternalRecipeId.Id,
        "state": event.ResultState,
        "content": json.loads(event.ResultContent[0].Value),
    }
    wanted = (ua.Variant(event.ResultId, ua.VariantType.ExtensionObject), ua.Variant(0, ua.VariantType.Int32))
    handle, result, error = await results.call_method(f"{ns}:GetResultById", *wanted)
    seen["result"] = [result.ResultId.Id, result.JobId.Id, error]
    release = ua.Variant(handle, ua.VariantType.UInt32)
    seen["acknowledged"] = await results.call_method(f"{ns}:ReleaseResultHandle", release)
    seen["again"] = await results.call_method(f"{ns}:ReleaseResultHandle", release)
    if what == "rest":
        return await rest(seen, ns, machine, automatic, recipes, results, events, job, state, structure)
    seen["stopped"] = await automatic.call_method(
        f"{ns}:Stop", ua.Variant(0, ua.VariantType.Int32), ua.Variant("", ua.VariantType.String)
    )
    seen["after"] = await state()
    return seen


async def rest(seen, ns, machine, automatic, recipes, results, events, job, state, structure):
    """What the specification leaves open, and what goes wrong."""
    internal = structure("RecipeIdInternalDataType", "")
    seen = {}
    print("ready for the failure", file=sys.stderr, flush=True)
    async with asyncio.timeout(20):
        while (await state())[0] != "Error":
            await asyncio.sleep(0.05)
    seen["inError"] = (await automatic.call_method(f"{ns}:StartSingleJob", *job))[1]
    seen["select"] = await machine.call_method(f"{ns}:SelectModeAutomatic")
    cause = (ua.Variant(0, ua.VariantType.Int32), ua.Variant("a test", ua.VariantType.String))
    seen["reset"] = await machine.call_method(f"{ns}:Reset", *cause)
    seen["afterReset"] = await state()
    seen["again"] = await machine.call_method(f"{ns}:SelectModeAutomatic")
    other = await recipes.call_method(f"{ns}:UnprepareRecipe", external("1"), internal)
    gone = await recipes.call_method(f"{ns}:UnprepareRecipe", external("7"), internal)
    seen["unprepared"] = [other[1], gone[0].Id, gone[1], *(await state())]
    seen["withoutRecipe"] = (await automatic.call_method(f"{ns}:StartSingleJob", *job))[1]
    prepared = await recipes.call_method(f"{ns}:PrepareRecipe", external("7"), internal)
    seen["prepared"] = [prepared[2], *(await state())]
    turn = lambda on: automatic.call_method(f"{ns}:SimulationMode", ua.Variant(on, ua.VariantType.Boolean), *cause)
    seen["simulating"] = await turn(True)
    started = await automatic.call_method(f"{ns}:StartSingleJob", *job)
    event = await asyncio.wait_for(events.queue.get(), 20)
    content = json.loads(event.ResultContent[0].Value)
    seen["simulated"] = [
        *(started[0].Id, started[1], event.JobId.Id, event.PartId.Id, event.IsSimulated, event.ResultState),
        *(content["verdict"], content["name"], content["partNumber"]),
    ]
    seen["real"] = await turn(False)
    wanted = (ua.Variant(event.ResultId, ua.VariantType.ExtensionObject), ua.Variant(0, ua.VariantType.Int32))
    parts = await results.call_method(f"{ns}:GetResultComponentsById", *wanted)
    seen["components"] = [
        *(len(parts), parts[0], parts[3], parts[4], parts[5].Id, parts[6].Id, parts[8].Id, parts[12].Id),
        *(json.loads(parts[15][0].Value)["name"], parts[16]),
    ]
    none = (structure("ResultIdDataType", "none"), ua.Variant(0, ua.VariantType.Int32))
    seen["noComponents"] = (await results.call_method(f"{ns}:GetResultComponentsById", *none))[16]
    acknowledge = lambda *ids: results.call_method(
        f"{ns}:AcknowledgeResults", ua.Variant(list(ids), ua.VariantType.String, is_array=True)
    )
    started = await automatic.call_method(f"{ns}:StartSingleJob", *job)
    event = await asyncio.wait_for(events.queue.get(), 20)
    seen["acknowledged"] = await acknowledge(event.ResultId.Id)
    seen["twice"] = await acknowledge(event.ResultId.Id, "none")
    return seen


async def read(current, machine, automatic):
    states = [await (await current(node)).read_data_value(raise_on_bad_status=False) for node in (machine, automatic)]
    return [state.Value.Value.Text if state.Value and state.Value.Value else None for state in states]


async def main():
    client = Client(url, timeout=60, watchdog_intervall=60)
    if user:
        client.set_user(user)
        client.set_password(password)
    with tempfile.TemporaryDirectory() as folder:
        if what not in ("plain", "denied", "list"):
            await secure(client, Path(kept[0] if kept else folder))
        try:
            await client.connect()
        except Exception as error:
            print(json.dumps({"error": type(error).__name__}))
            return
        print(json.dumps(await act(client)))
        await client.disconnect()


asyncio.run(main())
