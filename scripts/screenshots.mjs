// The pictures of the documents, made anew from the sample product: its training takes some minutes.
process.env.UPDATE_DOC_IMAGES = '1';
process.argv.push('--only', 'e2e', 'views');
await import('./test.mjs');
