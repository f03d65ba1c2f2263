import { backboneFile, program, resourcesFolder } from '../host/program-folder.ts';

/** Where the pretrained network lies that ships with the program. */
export function shippedBackbone(): string {
  return backboneFile(resourcesFolder(program()));
}
