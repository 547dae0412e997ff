import { describeShare } from '../course.js';

await describeShare(import.meta.filename);
