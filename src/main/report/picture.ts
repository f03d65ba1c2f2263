import type { Frame } from '../../shared/domain/frame.ts';
import { encodePng } from '../images/encode-image.ts';
import { html, type Markup } from './markup.ts';

/** Embeds a frame losslessly as a picture in the page. @param alt description for people who cannot see it */
export async function picture(frame: Frame, alt: string): Promise<Markup> {
  const data = Buffer.from(await encodePng(frame)).toString('base64');
  return html`<img
    alt="${alt}"
    width="${frame.width}"
    height="${frame.height}"
    src="data:image/png;base64,${data}"
  />`;
}
