/** The files of every model; a third holds what was learnt, as the card names it. */
export const modelFiles = { graph: 'model.onnx', card: 'card.json' } as const;
