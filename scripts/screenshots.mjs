// The pictures of the documents, made anew from the sample product: its training takes some minutes.
process.env.UPDATE_DOC_IMAGES = '1';
const specs = [
  'views',
  'image-check',
  'mask',
  'two-models',
  'line-',
  'explanation',
  'review-batch',
  'review-phone',
];
process.argv.push('--only', 'e2e', ...specs);
await import('./test.mjs');
