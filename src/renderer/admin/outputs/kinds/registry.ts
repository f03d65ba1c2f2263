import type { OutputKind } from '../../../../shared/domain/output-kinds.ts';
import { modbusTargetSchema } from '../../../../shared/domain/modbus-target.ts';
import { opcuaTargetSchema } from '../../../../shared/domain/opcua-target.ts';
import { remoteIoTargetSchema } from '../../../../shared/domain/remote-io-target.ts';
import FileFields from './file-fields.vue';
import ModbusFields from './modbus-fields.vue';
import OpcuaClients from './opcua-clients.vue';
import OpcuaFields from './opcua-fields.vue';
import RemoteIoFields from './remote-io-fields.vue';
import type { OutputForm } from './output-form.ts';
import MqttFields from './mqtt-fields.vue';
import WebhookFields from './webhook-fields.vue';

/** The form of each kind of output. */
export const outputForms: { readonly [Kind in OutputKind]: OutputForm<Kind> } = {
  file: { fields: FileFields, begin: () => ({ kind: 'file', folder: '', format: 'json-lines' }) },
  mqtt: {
    fields: MqttFields,
    begin: () => ({
      kind: 'mqtt',
      url: '',
      topic: 'loupe',
      user: null,
      authority: null,
      certificate: null,
      commands: false,
      sparkplug: null,
    }),
  },
  'modbus-io': {
    fields: RemoteIoFields,
    begin: () => ({ ...remoteIoTargetSchema.parse({ kind: 'modbus-io', host: '0' }), host: '' }),
  },
  opcua: {
    fields: OpcuaFields,
    begin: () => opcuaTargetSchema.parse({ kind: 'opcua' }),
    details: { name: 'outputs.kinds.opcua.clients.title', shows: OpcuaClients },
  },
  modbus: { fields: ModbusFields, begin: () => modbusTargetSchema.parse({ kind: 'modbus' }) },
  webhook: { fields: WebhookFields, begin: () => ({ kind: 'webhook', url: '', authority: null }) },
};
