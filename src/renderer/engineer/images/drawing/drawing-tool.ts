/** What the pointer does on a picture that is drawn on. */
export const drawingTools = ['select', 'rectangle', 'ellipse', 'polygon', 'brush', 'eraser'] as const;
export type DrawingTool = (typeof drawingTools)[number];

/** The key that takes each tool up. */
export const toolKeys = {
  select: 'h',
  rectangle: 'r',
  ellipse: 'l',
  polygon: 'p',
  brush: 'b',
  eraser: 'e',
} as const satisfies Record<DrawingTool, string>;

/** The tool of a key; null for another key. */
export function toolOfKey(key: string): DrawingTool | null {
  return drawingTools.find((tool) => toolKeys[tool] === key.toLowerCase()) ?? null;
}
