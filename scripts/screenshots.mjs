// Renews the documents' pictures from the sample product (its training takes some minutes), and the reference pictures
// of the shared components for the browser tests.
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
