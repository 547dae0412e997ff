export { type PlotLossOptions, plotLoss } from './lossPlot.js';
