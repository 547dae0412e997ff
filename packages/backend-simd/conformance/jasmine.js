import jasmineRequire from 'jasmine-core/lib/jasmine-core/jasmine.js';

// What jasmine's own boot scripts do, in Node and in a page; there is none for a worker.
const jasmine = jasmineRequire.core(jasmineRequire);
Object.assign(globalThis, jasmineRequire.interface(jasmine, jasmine.getEnv()), { jasmine });
