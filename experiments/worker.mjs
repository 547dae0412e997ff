// usage: node worker.mjs THREADS ARGUMENTS… : `featuremap ARGUMENTS…` on so many threads.
import { setThreads } from '@featuremap/backend-simd';
import { main } from '@featuremap/cli';

const [threads, ...words] = process.argv.slice(2);
setThreads(Number(threads));
process.exitCode = await main(words);
