export type { ConvolutionBlockArgs } from './convolutionBlock.js';
export { Dropout, type DropoutArgs } from './dropout.js';
export { Inception, type InceptionArgs, type InceptionWidths } from './inception.js';
export { InputShapeError } from './inputShape.js';
export type { LayerArgs } from './layerArgs.js';
export { ResidualBlock, type ResidualBlockArgs } from './residualBlock.js';
export { deriveSeed } from './seed.js';
export { type TorchUniformArgs, torchUniform } from './torchUniform.js';
