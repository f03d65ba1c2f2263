import { shownMessages } from '../../../shared/contract/outputs.ts';
import { createOutboxRepository } from '../../line/outbox-repository.ts';
import { createOutputsRepository } from '../../line/outputs-repository.ts';
import { finding } from '../finding.ts';
import type { Check } from '../subject.ts';
import { utcText } from '../texts.ts';

/** Checks that results are delivered, by the last known states of the outputs. */
export const checkOutputs: Check = ({ database }) => {
  const rows = createOutputsRepository(database()).list();
  const outbox = createOutboxRepository(database(), shownMessages);
  if (rows.length === 0) return [finding('outputsNone')];
  return rows.flatMap(({ id, output: { name, enabled } }) => {
    if (!enabled) return [finding('outputOff', { name })];
    const { failure, dropped, droppedAt } = outbox.state(id);
    const given =
      dropped === 0
        ? []
        : [finding('outputDropped', { name, dropped, at: droppedAt === null ? '?' : utcText(droppedAt) })];
    if (failure === null) return [finding('outputLeaves', { name }), ...given];
    const { message: said, since } = failure;
    const waiting = outbox.countWaiting(id);
    return [finding('outputWaits', { name, waiting, since: utcText(since), said }), ...given];
  });
};
