import {
  EventNotifierFlags,
  promoteToStateMachine,
  type UAMethod,
  type UAObject,
  type UAStateMachineEx,
} from 'node-opcua-address-space';
import type { OPCUAServer } from 'node-opcua-server';
import { DataType } from 'node-opcua-variant';
import { visionTypes, type VisionTypes } from './vision-types.ts';

const acknowledgeResults = 'AcknowledgeResults';

/** Optional nodes of the specification that lanes have. */
const optionals = [
  'RecipeManagement',
  'ResultManagement',
  'ResultManagement.ReleaseResultHandle',
  'VisionStateMachine.SelectModeAutomatic',
  'VisionStateMachine.AutomaticModeStateMachine',
  'VisionStateMachine.AutomaticModeStateMachine.SimulationMode',
];

export type SystemState = 'Preoperational' | 'Operational' | 'Halted' | 'Error';
export type AutomaticState = 'Initialized' | 'Ready' | 'SingleExecution' | 'ContinuousExecution';
/** The nodes that contain methods. */
export type VisionPlace = 'system' | 'automatic' | 'recipes' | 'results';

export interface VisionNodes {
  readonly types: VisionTypes;
  readonly system: UAObject;
  /** Identifiers of the nodes that emit the lane's events. */
  readonly eventSources: readonly string[];
  setSystemState(state: SystemState): void;
  /** @param state null: the machine is inactive */
  setAutomaticState(state: AutomaticState | null): void;
  method(place: VisionPlace, name: string): UAMethod;
}

/** Makes the nodes of a lane's vision system. */
export function makeVisionNodes(server: OPCUAServer, browseName: string, displayName: string): VisionNodes {
  const space = server.engine.addressSpace;
  if (!space) throw new Error('The server has no address space yet');
  const types = visionTypes(space);
  const objects = space.rootFolder.objects;
  const eventNotifier = EventNotifierFlags.SubscribeToEvents;
  const system = types.systemType().instantiate({
    browseName,
    displayName,
    organizedBy: objects,
    eventSourceOf: objects.server,
    eventNotifier,
    namespace: space.getOwnNamespace(),
    optionals,
  });

  function child(of: UAObject, name: string): UAObject {
    const node = of.getComponentByName(name, types.namespace);
    if (node === null || node.nodeClass !== system.nodeClass) throw new Error(`${browseName} has no ${name}`);
    const object: unknown = node;
    if (!isObject(object)) throw new Error(`${name} of ${browseName} is no object`);
    return object;
  }

  const machine = child(system, 'VisionStateMachine');
  const automatic = child(machine, 'AutomaticModeStateMachine');
  const places: Readonly<Record<VisionPlace, UAObject>> = {
    system: machine,
    automatic,
    recipes: child(system, 'RecipeManagement'),
    results: child(system, 'ResultManagement'),
  };
  // Version 1.00 has no such method; this one is from OPC 40001-101, Result Transfer.
  const list = { dataType: DataType.String, valueRank: 1 } as const;
  space.getOwnNamespace().addMethod(places.results, {
    browseName: { name: acknowledgeResults, namespaceIndex: types.namespace },
    inputArguments: [{ ...list, name: 'ResultIds' }],
    outputArguments: [
      { ...list, name: 'ErrorPerResultId', dataType: DataType.Int32 },
      { name: 'Error', dataType: DataType.Int32 },
    ],
  });
  const states = promoteToStateMachine(machine);
  const automaticStates = promoteToStateMachine(automatic);
  const set = (of: UAStateMachineEx, state: string | null): void => {
    if (of.getCurrentState() === state) return;
    // Several transitions may lead to the state, e.g. by a method or automatically; the first one is
    // reported.
    of.setState(state, (transitions) => transitions[0] ?? null);
  };

  return {
    types,
    system,
    eventSources: [system, objects.server].map(({ nodeId }) => String(nodeId)),
    setSystemState: (state) => set(states, state),
    setAutomaticState: (state) => set(automaticStates, state),
    method(place, name) {
      const method = places[place].getMethodByName(name, types.namespace);
      if (method === null) throw new Error(`${browseName} has no method ${name}`);
      return method;
    },
  };
}

function isObject(node: unknown): node is UAObject {
  return typeof node === 'object' && node !== null && 'getMethodByName' in node;
}
