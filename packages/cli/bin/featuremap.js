#!/usr/bin/env node
import { main } from '../dist/index.js';

// Not process.exit(): what is still on its way to a pipe would be lost.
process.exitCode = await main(process.argv.slice(2));
