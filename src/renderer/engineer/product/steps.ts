/** The way of a product from images to a model in use; also the last part of the view's address. */
export const steps = ['images', 'train', 'evaluate', 'activate'] as const;

export type Step = (typeof steps)[number];

/** The step that an address names; the first one otherwise. */
export function readStep(section: unknown): Step {
  return steps.find((step) => step === section) ?? 'images';
}
