/**
 * Goes on where nobody reads the output to its end, as in `npm run learn -- list | head`: otherwise the process ends
 * with Node's own stack.
 */
export function surviveClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.listenerCount('error') === 0) stream.on('error', ignoreClosed);
  }
}

function ignoreClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
