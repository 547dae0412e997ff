import { describeChapter } from '../course.js';

describeChapter('03-alexnet');
