/**
 * Runs the specs that were registered with jasmine and gives what came of them. It is bundled with the specs, so that
 * it runs wherever they do.
 * @param {any} env jasmine's environment
 * @param {{ only?: string, kernelCalls(): ReadonlyMap<string, { native: number, fallback: number }>, nativeOps: string[] }} options
 */
export async function execute(env, { only, kernelCalls, nativeOps }) {
  const counts = { passed: 0, failed: 0, pending: 0 };
  const failures = [];
  const note = (name, { message, stack }) => {
    const at = only ? `\n${stack}` : '';
    failures.push(`${name}\n  ${message.split('\n')[0].slice(0, 300)}${at}`);
  };
  env.configure({
    random: false,
    ...(only ? { specFilter: spec => spec.getFullName().includes(only) } : {}),
  });
  env.addReporter({
    specDone: ({ status, fullName, failedExpectations }) => {
      if (status in counts) counts[status]++;
      for (const failure of failedExpectations.slice(0, 1)) note(fullName, failure);
    },
    suiteDone: ({ fullName, failedExpectations }) => {
      for (const failure of failedExpectations) note(fullName, failure);
    },
  });
  await env.execute();
  const calls = Object.fromEntries(kernelCalls());
  // Native kernels that no spec has reached.
  const idle = nativeOps.filter(name => !(calls[name]?.native > 0));
  return { ...counts, failures, calls, idle };
}
