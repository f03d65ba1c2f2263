/** The tools for drawing on a picture. */
export const drawingTools = ['select', 'rectangle', 'ellipse', 'polygon', 'brush', 'eraser'] as const;
export type DrawingTool = (typeof drawingTools)[number];

/** The key of each tool. */
export const toolKeys = {
  select: 'h',
  rectangle: 'r',
  ellipse: 'l',
  polygon: 'p',
  brush: 'b',
  eraser: 'e',
} as const satisfies Record<DrawingTool, string>;

/** Returns the tool of a key; null for other keys. */
export function toolOfKey(key: string): DrawingTool | null {
  return drawingTools.find((tool) => toolKeys[tool] === key.toLowerCase()) ?? null;
}
