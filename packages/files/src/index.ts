export { makeFolder } from './makeFolder.js';
export { writeAtomic } from './writeAtomic.js';
