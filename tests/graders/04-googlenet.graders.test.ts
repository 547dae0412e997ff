import { describeChapter } from '../course.js';

describeChapter('04-googlenet');
