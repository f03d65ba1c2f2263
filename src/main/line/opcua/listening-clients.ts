import type { OPCUAServer } from 'node-opcua-server';

/**
 * `AttributeIds.EventNotifier` of OPC UA, part 6: the attribute that clients monitor to get a node's events.
 */
const eventNotifier: number = 12;

/**
 * Returns whether a client has subscribed to events of one of the nodes and waits for the next one.
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
