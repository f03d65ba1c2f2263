/**
 * Threads for files. The system's usual four would all be held by two folders on a network share that does not answer,
 * and with them every file of the station. A lane that watches such a share holds five. Takes effect where it is
 * imported before the first use of a file. They are not many more, because sharp decodes in them, too.
 */
const threads = 32;

process.env['UV_THREADPOOL_SIZE'] ??= String(threads);
