import { jetstream } from '@nats-io/jetstream';
import { describe, expect, test, vi } from 'vitest';
import { decisionsConsumer, entriesSubject, streams } from '../../../../src/shared/plant/subjects.ts';
import { entryOf } from '../../../support/plant/messages.ts';
import { joinAs, natsMissing, openHost, until } from '../../../support/plant/plant-host.ts';
import { postgresqlMissing, startPostgresql } from '../../../support/plant/postgresql.ts';

// Making a database takes long on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const kinds = [
  { kind: 'embedded', missing: natsMissing, address: () => Promise.resolve(null) },
  { kind: 'in PostgreSQL', missing: natsMissing || postgresqlMissing, address: startPostgresql },
];

describe.each(kinds)('with a log $kind', ({ missing, address }) => {
  test.skipIf(missing !== '')(
    'what is decided at the plant reaches the station, and comes back once',
    async () => {
      const { host, bugs } = await openHost(await address());
      const membership = host.invite('Line 1');
      const js = jetstream(await joinAs(membership));
      const tell = (message: object) => js.publish(entriesSubject(1), JSON.stringify(message));
      for (let entry = 1; entry <= 5; entry++) await tell(entryOf(1, entry));
      const open = () => host.log().review.entries({ show: 'open', limit: 3 });
      await until(
        async () => (await host.log().review.entries({ show: 'open', limit: 10 })).entries.length === 5,
      );
      const first = await open();
      expect(first).toMatchObject({ more: true, entries: [{ entry: 5 }, { entry: 4 }, { entry: 3 }] });
      expect(first.entries[0]?.thumbnail).toBe('data:image/png;base64,aGFsbG8=');
      const { capturedAt = 0 } = first.entries[2] ?? {};
      const after = { station: 1, entry: 3, capturedAt };
      expect(await host.log().review.entries({ show: 'open', limit: 3, after })).toMatchObject({
        more: false,
        entries: [{ entry: 2 }, { entry: 1 }],
      });

      const given = {
        station: 1,
        entry: 4,
        decision: 'defect',
        cause: 'scratch',
        note: 'At the edge',
      } as const;
      const decided = await host.log().review.decide(given, 'Anna', Date.now());
      await until(async () => (await host.log().review.unsent(1)).length === 0);
      const consumer = await js.consumers.get(streams.decisions.name, decisionsConsumer(1));
      const message = await consumer.next({ expires: 10_000 });
      expect(message?.json()).toMatchObject({ ...given, decidedBy: 'Anna', decidedAt: decided.decidedAt });
      message?.ack();

      // The station returns the decision from its log, and a person there decides on another entry.
      const { decision, cause, note, decidedBy, decidedAt } = decided;
      const back = { format: 1, station: 1, kind: 'decision' };
      await tell({ ...back, entry: 4, decisionRow: 1, decision, cause, note, decidedBy, decidedAt });
      await tell({
        ...back,
        entry: 5,
        decisionRow: 2,
        decision: 'good',
        cause: null,
        note: '',
        decidedBy: 'Ben',
        decidedAt: Date.now(),
      });
      await until(async () => (await open()).entries[0]?.entry === 3);
      expect(await host.log().review.decisions(1, 4)).toEqual([decided]);
      expect(await host.log().review.decisions(1, 5)).toMatchObject([{ decidedBy: 'Ben', atPlant: false }]);

      // An entry whose decision is withdrawn waits again.
      await host.log().review.decide({ ...given, decision: null, cause: null, note: '' }, 'Anna', Date.now());
      expect((await open()).entries.map(({ entry }) => entry)).toEqual([4, 3, 2]);
      await expect(host.log().review.decide({ ...given, entry: 99 }, 'Anna', 0)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      expect(bugs).toEqual([]);
    },
  );
});
