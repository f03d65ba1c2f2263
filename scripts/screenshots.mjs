// The pictures of the documents, made anew from the sample product (its training takes some minutes), and those of the
// shared components that the browser's tests compare with.
process.env.UPDATE_DOC_IMAGES = '1';
const specs = [
  'components',
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
