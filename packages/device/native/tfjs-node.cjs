// Loads the tfjs-node of this folder with all of TensorFlow.js: const tf = require('THIS_FOLDER').
const util = require('node:util');
const { dependencies } = require('./package.json');

// tfjs-node 4.22 calls two functions that Node 23 removed and that earlier ones warn about (tensorflow/tfjs#8609).
util.isNullOrUndefined = value => value === null || value === undefined;
util.isArray = Array.isArray;
// TensorFlow's start-up lines.
process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';

module.exports = require(Object.keys(dependencies).find(name => name.startsWith('@tensorflow/tfjs-node')));
