#!/usr/bin/env node
import { gradeCommand } from '../dist/classroom/gradeCommand.js';

process.exitCode = await gradeCommand(process.argv.slice(2));
