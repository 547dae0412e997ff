export { cacheFolder } from './cacheFolder.js';
export { makeFolder } from './makeFolder.js';
export { writeAtomic } from './writeAtomic.js';
