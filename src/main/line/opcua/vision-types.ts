import type { AddressSpace, UAEventType } from 'node-opcua-address-space';
import { DataType, type VariantOptions } from 'node-opcua-variant';

/** The namespace of OPC 40100-1. */
const machineVision = 'http://opcfoundation.org/UA/MachineVision';

export type VisionTypes = ReturnType<typeof visionTypes>;

/** Returns the types of Machine Vision by name, from a server with its nodes. */
export function visionTypes(space: AddressSpace) {
  const namespace = space.getNamespaceIndex(machineVision);

  function found<Node>(node: Node | null, name: string): Node {
    if (node === null) throw new Error(`The nodes of Machine Vision have no ${name}`);
    return node;
  }

  return {
    namespace,
    systemType: () => found(space.findObjectType('VisionSystemType', namespace), 'VisionSystemType'),
    event: (name: string): UAEventType => found(space.findEventType(name, namespace), name),
    /** Makes a structure, e.g. `RecipeIdExternalDataType`. */
    structure(name: string, value: Record<string, unknown>): VariantOptions {
      const type = found(space.findDataType(name, namespace), name);
      return { dataType: DataType.ExtensionObject, value: space.constructExtensionObject(type, value) };
    },
    /** Makes a structure as a value within another one. */
    part(name: string, value: Record<string, unknown>): unknown {
      const type = found(space.findDataType(name, namespace), name);
      return space.constructExtensionObject(type, value);
    },
  };
}
