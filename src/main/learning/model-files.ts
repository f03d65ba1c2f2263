/** Names of the files of every model. The card names a third file with what was learnt. */
export const modelFiles = { graph: 'model.onnx', card: 'card.json' } as const;
