/** Steps of a product from images to a model in use; each is also the last part of the view's address. */
export const steps = ['images', 'train', 'evaluate', 'activate'] as const;

export type Step = (typeof steps)[number];

/** Returns the step in an address; the first step otherwise. */
export function readStep(section: unknown): Step {
  return steps.find((step) => step === section) ?? 'images';
}
