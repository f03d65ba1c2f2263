/** What the pointer does on a mask's picture. */
export const maskTools = ['brush', 'eraser', 'polygon', 'hand'] as const;
export type MaskTool = (typeof maskTools)[number];

/** The key that takes each tool up. */
export const toolKeys = { brush: 'b', eraser: 'e', polygon: 'p', hand: 'h' } as const satisfies Record<
  MaskTool,
  string
>;

/** The tool of a key; null for another key. */
export function toolOfKey(key: string): MaskTool | null {
  return maskTools.find((tool) => toolKeys[tool] === key.toLowerCase()) ?? null;
}
