export { type PlotLossOptions, plotLoss } from './loss-plot.js';
