export { compose } from './compose.js';
export { normalize } from './normalize.js';
export { resize } from './resize.js';
export { toTensor } from './toTensor.js';
