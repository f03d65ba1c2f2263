/**
 * Threads for files. The system's usual four would all be held by two folders on a network share that does not answer,
 * and with them every file of the station. Sixteen lanes that watch such a share hold five each. Takes effect where it
 * is imported before the first use of a file.
 */
const threads = 96;

process.env['UV_THREADPOOL_SIZE'] ??= String(threads);
