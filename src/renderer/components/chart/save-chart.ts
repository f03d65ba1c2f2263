import { saveFile } from '../browser/save-file.ts';
import { init, type ChartOption } from './echarts.ts';

export interface ChartPicture {
  readonly option: ChartOption;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly ground: string;
}

/** Pixels of a saved picture per CSS pixel. */
const pixelRatio = 2;

/** Saves a chart as a vector picture. */
export function saveSvg({ option, width, height, ground }: ChartPicture, name: string): void {
  const drawn = init(null, null, { renderer: 'svg', ssr: true, width, height });
  drawn.setOption({ ...option, backgroundColor: ground });
  saveFile(new Blob([drawn.renderToSVGString()], { type: 'image/svg+xml' }), `${name}.svg`);
  drawn.dispose();
}

/** Saves a chart as a picture of pixels. @throws Error if the browser makes no picture */
export async function savePng({ option, width, height, ground }: ChartPicture, name: string): Promise<void> {
  const drawn = init(document.createElement('div'), null, { renderer: 'canvas', width, height });
  drawn.setOption({ ...option, animation: false, backgroundColor: ground });
  const canvas = drawn.renderToCanvas({ pixelRatio });
  const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  drawn.dispose();
  if (picture === null) throw new Error('The browser made no picture of the chart');
  saveFile(picture, `${name}.png`);
}
