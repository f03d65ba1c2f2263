import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { headlessHost } from '../../../../src/main/host/headless-host.ts';
import { learnAlignment } from '../../../../src/main/images/alignment/learn-alignment.ts';
import { createInferenceProcess } from '../../../../src/main/inference/inference-process.ts';
import { moved } from '../../../../src/shared/domain/pose.ts';
import { bracket, pictureOf, pictureSize, scattered } from '../../../support/lying-part.ts';
import { smallInput, writeSmallModel } from '../../../support/small-model.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

it('judges a part the same wherever it lies, with the map over the picture as it came', async () => {
  const pictures = scattered(bracket, 6).map(({ picture }) => picture);
  const { alignment } = await learnAlignment({
    images: pictures,
    read: (index) => Promise.resolve(pictures[index] ?? null),
    likeFirst: false,
    report: () => undefined,
  });
  if (!alignment) throw new Error('The part cannot be aligned');
  const [aligned, plain] = [temporaryFolder(), temporaryFolder()];
  const models = {
    aligned: { modelId: writeSmallModel(aligned, { alignment }).id, graph: join(aligned, 'model.onnx') },
    plain: { modelId: writeSmallModel(plain).id, graph: join(plain, 'model.onnx') },
  };
  const inference = createInferenceProcess(headlessHost());
  onTestFinished(() => inference.close());
  const [upright, turned] = [
    { x: 80, y: 64, angle: 0 },
    { x: 92, y: 56, angle: 140 },
  ].map((lies) => pictureOf(bracket, lies));
  if (!upright || !turned) throw new Error('There are no pictures');
  const [one, other] = [
    await inference.run(models.aligned, upright),
    await inference.run(models.aligned, turned),
  ];
  const [as, came] = [await inference.run(models.plain, upright), await inference.run(models.plain, turned)];
  // The sensor's noise differs between the places; without alignment the difference is many times as large.
  expect(Math.abs(one.score - other.score)).toBeLessThan(0.2 * Math.abs(as.score - came.score));
  expect([as.pose, came.pose]).toEqual([undefined, undefined]);
  // The poses map the middle of the upright part to the middle of the turned one.
  const { pose } = other;
  if (!pose || !one.pose) throw new Error('No pose was found');
  expect(Math.abs(((pose.angle - one.pose.angle + 540) % 360) - 180 - 140)).toBeLessThan(2);
  const corner = moved(pose.motion, [0, 0]);
  const isSeen = corner.every((share) => share >= 0 && share <= 1);
  expect(isSeen).toBe(false);
  // The map is 0 where the model did not look.
  expect(other.map).toHaveLength(smallInput ** 2);
  expect(other.map.filter((value) => value === 0).length).toBeGreaterThan(smallInput);
  await expect(inference.run(models.aligned, pictureOf(bracket, null))).rejects.toMatchObject({
    code: 'OUT_OF_PLACE',
    message: expect.stringMatching(/not found/),
  });
  const asItIs = await inference.run(models.aligned, pictureOf(bracket, null), { asItIs: true });
  expect(asItIs.pose).toBeUndefined();
  expect(pictureSize.width).toBeGreaterThan(asItIs.width);
});
