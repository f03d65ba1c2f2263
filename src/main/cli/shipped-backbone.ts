import { backboneFile, program, resourcesFolder } from '../host/program-folder.ts';

/** Returns the path of the shipped pretrained network. */
export function shippedBackbone(): string {
  return backboneFile(resourcesFolder(program()));
}
