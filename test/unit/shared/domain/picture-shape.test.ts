import { describe, expect, it } from 'vitest';
import { oddShapes, shapeDiffers, sizesOf } from '../../../../src/shared/domain/picture-shape.ts';

const size = (width: number, height: number) => ({ width, height });

describe('the shape of a picture', () => {
  it('is the same at any scale, and where a few pixels were cropped', () => {
    expect(shapeDiffers(size(640, 480), [size(4096, 3072)])).toBeNull();
    expect(shapeDiffers(size(640, 475), [size(4096, 3072)])).toBeNull();
    expect(shapeDiffers(size(300, 100), [])).toBeNull();
  });

  it('is turned where width and height are exchanged', () => {
    expect(shapeDiffers(size(480, 640), [size(4096, 3072)])).toEqual({
      kind: 'turned',
      stretch: expect.closeTo(16 / 9, 6),
      nearest: size(4096, 3072),
    });
  });

  it('is another where the aspect is', () => {
    expect(shapeDiffers(size(1920, 1080), [size(640, 480), size(500, 500)])).toEqual({
      kind: 'other',
      stretch: expect.closeTo(4 / 3, 6),
      nearest: size(640, 480),
    });
  });

  it('may be any that the training knew', () => {
    expect(shapeDiffers(size(200, 100), [size(100, 100), size(400, 200)])).toBeNull();
  });

  it('differs by more than it may where a size was rounded', () => {
    expect(shapeDiffers(size(1000, 1060), [size(256, 256)])).not.toBeNull();
    expect(shapeDiffers(size(1000, 1060), [size(256, 256)], 0.08)).toBeNull();
  });
});

it('those that differ from most are found; where no shape prevails, none', () => {
  const wide = size(400, 300);
  expect(oddShapes([wide, size(800, 600), size(300, 400), wide, size(400, 400)])).toEqual([2, 4]);
  expect(oddShapes([wide, wide, size(300, 400), size(300, 400)])).toEqual([]);
  expect(oddShapes([wide, size(300, 400)])).toEqual([]);
});

it('sizes are counted, the most frequent first', () => {
  expect(sizesOf([size(1, 2), size(3, 4), size(3, 4)])).toEqual([
    { ...size(3, 4), images: 2 },
    { ...size(1, 2), images: 1 },
  ]);
});
