import { describeChapter, loadFashionMnist } from '../course.js';

await loadFashionMnist();
describeChapter('05-resnet');
