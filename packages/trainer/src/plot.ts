export { type PlotConfusionOptions, plotConfusion } from './confusionPlot.js';
export { type PlotLossOptions, plotLoss } from './lossPlot.js';
