import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RunningMoments } from '../../../../../src/main/networks/component-moments.ts';
import { loadTensorFlow } from '../../../../../src/main/networks/tensorflow/load-tensorflow.ts';
import { trainablePatchNetwork } from '../../../../../src/main/families/patch/graph/trainable-network.ts';
import { seededRandom } from '../../../../../src/main/networks/random.ts';
import { openEmbedding } from '../../../../../src/main/learning/backbone-features.ts';
import { patchesAt } from '../../../../../src/main/teachers/cut-patches.ts';
import { cornerOf, randomPlaces } from '../../../../../src/main/teachers/report/crop-places.ts';
import { openPatchDescriptors } from '../../../../../src/main/teachers/report/patch-descriptors.ts';
import { samplePatches } from '../../../../../src/main/teachers/report/patch-sample.ts';
import { writeReport } from '../../../../../src/main/teachers/report/write-report.ts';
import {
  loadTeacher,
  saveTeacher,
  type Teacher,
} from '../../../../../src/main/families/patch/teacher-store.ts';
import { projectFolder } from '../../../../support/run-program.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { backbone, writePictures } from '../../../../support/teachers/small-pretraining.ts';

const shipped = await loadTeacher(join(projectFolder, 'resources', 'teachers'), 'patch-33-compact');

/** Makes a teacher like the shipped one, but with small crops, in a folder of its own. */
async function smallTeacher(over: Partial<Teacher['card']> = {}, name = 'small'): Promise<string> {
  const folder = join(temporaryFolder(), name);
  const { card, weights } = shipped;
  const settings = { ...card.settings, cropSize: 64 };
  await saveTeacher(folder, weights, { ...card, id: name, settings, ...over });
  return folder;
}

describe('patches of a report', () => {
  it('are those that the dense network describes at the same places', async () => {
    const layout = { side: 96, grid: 24, patch: 33 };
    const random = seededRandom(4);
    const crop = Uint8Array.from({ length: 96 * 96 * 3 }, () => random.integer(256));
    const places = randomPlaces(layout, 6, random);
    const descriptors = await openPatchDescriptors(shipped);
    const found = await descriptors.run(
      patchesAt(
        crop,
        layout,
        places.map((place) => cornerOf(layout, place)),
      ),
      6,
    );
    await descriptors.release();

    const tf = loadTensorFlow();
    const network = trainablePatchNetwork(tf, shipped.spec, shipped.weights);
    const map = tf.tidy(() => {
      const input = tf.tensor4d(Float32Array.from(crop), [1, 96, 96, 3]).sub(127).div(128);
      return network.dense(tf.reshape(input, [1, 96, 96, 3]), 4).dataSync();
    });
    network.dispose();
    places.forEach(({ row, column }, index) => {
      for (let i = 0; i < 64; i++) {
        expect(found[index * 64 + i]).toBeCloseTo(map[(row * 24 + column) * 64 + i] ?? NaN, 3);
      }
    });
  });

  it('are as many as asked for, of all pictures, the same for the same seed', async () => {
    const images = await writePictures(temporaryFolder(), 4);
    const options = { images, backbone, patches: 90, seed: 5 };
    const sample = await samplePatches(shipped, options);
    expect(sample.pixels).toHaveLength(100 * 33 * 33 * 3);
    expect(sample.teacher.vectors).toHaveLength(100 * 64);
    expect(sample.backbone?.vectors).toHaveLength(100 * 176);
    expect(sample.backbone?.sha256).toBe(shipped.card.distilledFrom?.sha256);
    expect(new Set(sample.teacher.pictures)).toEqual(new Set([0, 1, 2, 3]));
    expect(sample.pictureCount).toBe(4);
    expect(await samplePatches(shipped, options)).toEqual(sample);
    expect((await samplePatches(shipped, { ...options, seed: 6 })).pixels).not.toEqual(sample.pixels);
  });

  it('are shown to P by themselves where the teacher learnt so', async () => {
    const images = await writePictures(temporaryFolder(), 2);
    const settings = { ...shipped.card.settings, target: 'patch' as const };
    const teacher = { ...shipped, card: { ...shipped.card, settings } };
    const sample = await samplePatches(teacher, { images, backbone, patches: 20, seed: 5 });
    const features = await openEmbedding(backbone, { side: 33, magnification: settings.magnification });
    const asked = await features.run(sample.pixels, 20);
    await features.release();
    expect(sample.backbone?.size).toBe(features.channels);
    const moments = new RunningMoments(features.channels);
    moments.addRows(asked);
    const { mean, deviation } = moments.moments();
    const varied = deviation.findIndex((value) => value > 0.01);
    const expected = ((asked[varied] ?? NaN) - (mean[varied] ?? NaN)) / (deviation[varied] ?? NaN);
    expect(sample.backbone?.vectors[varied]).toBeCloseTo(expected, 3);
  });

  it('need two pictures and a backbone that is there', async () => {
    const options = { patches: 20, seed: 1 };
    const alone = await writePictures(temporaryFolder(), 1);
    await expect(samplePatches(shipped, { ...options, images: alone, backbone })).rejects.toMatchObject({
      code: 'TOO_FEW_IMAGES',
    });
    const images = await writePictures(temporaryFolder(), 2);
    const gone = join(images, 'gone.onnx');
    await expect(samplePatches(shipped, { ...options, images, backbone: gone })).rejects.toMatchObject({
      code: 'NO_TEACHER',
      message: /gone\.onnx/,
    });
  });

  it('find their place with every receptive field', () => {
    for (const patch of [17, 33, 65]) {
      const border = (patch - 1) / 2;
      for (const { row, column } of randomPlaces({ side: 96, grid: 24, patch }, 200, seededRandom(patch))) {
        for (const centre of [4 * row, 4 * column]) {
          expect(centre).toBeGreaterThanOrEqual(border);
          expect(centre).toBeLessThanOrEqual(95 - border);
        }
      }
    }
  });
});

describe("a teacher's report", () => {
  const options = { patches: 100, seed: 1, programVersion: '9.9.9' };

  it('lies beside the teacher as one file without scripts and addresses, the same each time', async () => {
    const images = await writePictures(temporaryFolder());
    const teacher = await smallTeacher();
    const { file, statistics } = await writeReport({ ...options, teacher, images, backbone });
    expect(file).toBe(join(teacher, 'report.html'));
    expect(statistics.vectors).toBe(100);
    const page = await readFile(file, 'utf8');
    expect(page).toMatch(/^<!doctype html>/);
    for (const name of ['losses', 'descriptors', 'neighbours', 'provenance']) {
      expect(page).toContain(`<section id="${name}">`);
    }
    // One image of the matrix, and twelve patches with five neighbours by the teacher and five by P.
    expect(page.match(/<img/g)).toHaveLength(1 + 12 * 11);
    // The curves of L_k, L_c, their sum, and the deviations.
    expect(page.match(/class="curve"/g)).toHaveLength(4);
    expect(page).toContain('Switched off: L_m.');
    expect(page).toContain('the one that this teacher learnt from');
    expect(page).not.toMatch(/<script|<link|<iframe|https?:|file:/i);
    expect(page).not.toContain(images);
    await rm(file);
    const again = await writeReport({ ...options, teacher, images, backbone });
    expect(await readFile(again.file, 'utf8')).toBe(page);
  });

  it('does without P, without curves, and with names that look like markup', async () => {
    const folder = temporaryFolder();
    const images = await writePictures(folder);
    const name = '<img src=x onerror=alert(1)>';
    const data = { description: '"><script>alert(1)<', images: 3 };
    const teacher = await smallTeacher({ data, losses: [], versions: { '<b>': '&' } }, name);
    const to = join(folder, 'page.html');
    const { file } = await writeReport({ ...options, teacher, images, to, backbone: null });
    expect(file).toBe(to);
    const page = await readFile(to, 'utf8');
    expect(page.match(/<img/g)).toHaveLength(1 + 12 * 6);
    expect(page).toContain('too short for curves');
    expect(page).toContain('Teacher &lt;img src=x onerror=alert(1)&gt;');
    expect(page).toContain('3 images: &quot;&gt;&lt;script&gt;alert(1)&lt;');
    expect(page).toContain('&lt;b&gt; &amp;');
    expect(page).not.toContain('<script');
    expect(page).toContain('without P');
  });

  it('ends when the person interrupts, and leaves no file', async () => {
    const images = await writePictures(temporaryFolder());
    const teacher = await smallTeacher();
    const to = join(teacher, 'page.html');
    const stop = new AbortController();
    const written = writeReport({
      ...options,
      teacher,
      images,
      to,
      backbone: null,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(written).rejects.toThrow(/abort/);
    await expect(readFile(to)).rejects.toThrow(/ENOENT/);
  });
});
