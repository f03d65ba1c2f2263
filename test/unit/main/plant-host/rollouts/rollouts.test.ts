import { jetstream } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import { Objm } from '@nats-io/obj';
import type { NatsConnection } from '@nats-io/transport-node';
import { expect, test, vi } from 'vitest';
import type { Rollout } from '../../../../../src/shared/contract/plant-host.ts';
import { assignmentSchema, type Assignment } from '../../../../../src/shared/plant/assignment.ts';
import { partsOfFirst } from '../../../../../src/shared/domain/rollout-rule.ts';
import { assignmentKey, buckets, partsSubject } from '../../../../../src/shared/plant/subjects.ts';
import { partOf, product } from '../../../../support/plant/messages.ts';
import { joinAs, natsMissing, openHost, until } from '../../../../support/plant/plant-host.ts';

// Making a database takes long on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

/** Reads a station's current assignments with the station's own rights. */
async function assigned(connection: NatsConnection, station: number): Promise<Assignment[]> {
  const bucket = await new Kvm(connection).open(buckets.assignments, { bindOnly: true });
  const values = await bucket.watch({ key: `${station}.>` });
  const found = new Map<string, Assignment>();
  setTimeout(() => values.stop(), 300);
  for await (const { key, operation, value } of values) {
    if (operation === 'PUT') {
      found.set(key, assignmentSchema.parse(JSON.parse(new TextDecoder().decode(value))));
    } else found.delete(key);
  }
  return [...found.values()];
}

test.skipIf(natsMissing !== '')(
  'a model goes to one station, then to all; a refusal halts it, also for who is away; it is taken back',
  async () => {
    const { host, bugs } = await openHost();
    const members = ['Line 1', 'Line 2', 'Line 3'].map((name) => host.invite(name));
    const connections = await Promise.all(members.map(joinAs));
    const at = (station: number): NatsConnection =>
      connections[station - 1] ?? expect.fail('no such station');
    const answer = async (station: number, assignment: string, outcome: object): Promise<void> => {
      const bucket = await new Kvm(at(station)).open(buckets.answers, { bindOnly: true });
      const said = { format: 1, station, assignment, at: Date.now(), ...outcome };
      await bucket.put(assignmentKey(station, assignment), JSON.stringify(said));
    };
    const activate = (station: number, id: string) =>
      answer(station, id, { outcome: 'activated', before: null });
    let shown: Rollout | undefined;
    const untilShown = (isSo: (rollout: Rollout) => boolean) =>
      until(async () => {
        [shown] = await host.rollouts.list();
        return shown !== undefined && isSo(shown);
      });

    const modelId = crypto.randomUUID();
    await host.rollouts.start({ modelId, stations: [1, 2, 3], note: 'Better light' }, 'Anna');
    const [first] = await assigned(at(1), 1);
    expect(first).toMatchObject({ product: { name: 'Nut' }, by: 'Anna', note: 'Better light' });
    expect(await assigned(at(2), 2)).toEqual([]);
    const objects = await new Objm(at(1)).open(buckets.objects, { check: false });
    const kept = async (): Promise<string[]> => (await objects.list()).map(({ name }) => name);
    await host.rollouts.clear();
    expect((await objects.getBlob(first?.model.sha256 ?? ''))?.length).toBe(first?.model.bytes);

    await activate(1, first?.id ?? '');
    await untilShown(({ stations }) => stations[0]?.outcome === 'activated');
    expect(shown?.widened).toBe(false);
    const stream = jetstream(at(1));
    for (let part = 1; part <= partsOfFirst; part++) {
      // That station writes the product's name differently.
      const given = { ...partOf(1, part), product: { ...product, name: 'NUT' } };
      await stream.publish(partsSubject(1), JSON.stringify(given));
    }
    await untilShown(
      ({ widened, stations }) => widened && stations.every(({ outcome }) => outcome !== 'waiting'),
    );

    const [second] = await assigned(at(2), 2);
    await answer(2, second?.id ?? '', {
      outcome: 'refused',
      reason: 'known-parts-failed',
      detail: 'scratch.png',
    });
    await untilShown(({ state }) => state === 'halted');
    const why = { refusal: 'known-parts-failed', detail: 'scratch.png' };
    expect(shown?.reason).toEqual({ kind: 'refused', station: 'Line 2', ...why });
    expect(shown?.stations[1]).toMatchObject({ outcome: 'refused', ...why });
    // Line 3 learns of the withdrawal while away, so it does not take the model on its return. Line 1 keeps the model.
    await untilShown(({ stations }) => stations[2]?.outcome === 'withdrawn');
    expect(await assigned(at(3), 3)).toEqual([]);
    expect(await assigned(at(1), 1)).toHaveLength(1);

    await host.rollouts.clear();
    expect(await kept()).toEqual([first?.model.sha256]);

    await host.rollouts.takeBack(shown?.id ?? '', 'Anna');
    await host.rollouts.clear();
    expect(await kept()).toEqual([]);
    for (const station of [1, 2, 3]) expect(await assigned(at(station), station)).toEqual([]);
    await expect(host.rollouts.takeBack(shown?.id ?? '', 'Anna')).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(bugs).toEqual([]);
  },
);
