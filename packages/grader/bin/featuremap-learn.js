#!/usr/bin/env node
import { learn } from '../dist/learn/learn.js';

process.exitCode = await learn(process.argv.slice(2), 'exercises');
