import { join } from 'node:path';
import { program, resourcesFolder } from '../host/program-folder.ts';

/** Where the pretrained network lies that ships with the program. */
export function shippedBackbone(): string {
  return join(resourcesFolder(program()), 'backbone', 'efficientnet-lite0.onnx');
}
