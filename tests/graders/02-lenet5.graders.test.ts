import { describeChapter } from '../course.js';

describeChapter('02-lenet5');
