import type { OPCUAServer } from 'node-opcua-server';

/** `AttributeIds.EventNotifier` of OPC UA, part 6: what a client subscribes to that wants a node's events. */
const eventNotifier: number = 12;

/**
 * Whether a client is there that has subscribed to the events of one of the nodes, and waits for the next.
 *
 * @param nodes identifiers of the nodes, such as `ns=0;i=2253`
 */
export function isListenedTo(server: OPCUAServer, nodes: readonly string[]): boolean {
  return server.engine
    .getSessions()
    .filter(
      ({ status, publishEngine }) => status === 'active' && publishEngine.pendingPublishRequestCount > 0,
    )
    .flatMap(({ publishEngine }) => publishEngine.subscriptions)
    .some((subscription) =>
      subscription.getMonitoredItems().serverHandles.some((handle) => {
        const item = subscription.getMonitoredItem(handle)?.itemToMonitor;
        const attribute: number | undefined = item?.attributeId;
        return attribute === eventNotifier && nodes.includes(String(item?.nodeId));
      }),
    );
}
