// Registers the blocks, so that a program which only loads a saved network finds them.
import '@featuremap/layers';

export { alexnet } from './alexnet.js';
export { describe } from './describe.js';
export { googlenet } from './googlenet.js';
export { type LayerRow, layerTable } from './layerTable.js';
export { lenet5 } from './lenet5.js';
export { NetworkOptionError, type NetworkOptions } from './networkOptions.js';
export { type Network, type NetworkName, networks } from './networks.js';
export { type DatasetName, type Recipe, recipes, type ScheduleName } from './recipes.js';
export { resnet } from './resnet.js';
export { TorchFileError, type TorchFileErrorCode } from './torchFileError.js';
export { encodeTorch, loadTorch, saveTorch } from './torchFiles.js';
export { fromTorch, type TorchParameter, torchParameters, toTorch } from './torchParameters.js';
