export { buildPackages as setup } from './build.js';
