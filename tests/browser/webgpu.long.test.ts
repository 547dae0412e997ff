import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleComparison } from '../webgpu/bundle.js';
import { expectPyTorchsNumbers, smallNetworks } from '../webgpu/expectations.js';
import type { GpuOutcome } from '../webgpu/programs/reference.js';
import { startChromium } from './chromium.js';
import { runInPage } from './page.js';

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser?.close());

it.each(smallNetworks)("gives PyTorch's numbers for %s on WebGPU in Chromium", async network => {
  const program = await bundleComparison(`globalThis.outcome = compareOnGpu('${network}');`, 'browser');
  const outcome = await runInPage<GpuOutcome>(browser, program, { thread: 'page', isolated: false });
  expectPyTorchsNumbers(network, outcome);
});

it('fails where there is no adapter, instead of computing elsewhere', async () => {
  const source = `Object.defineProperty(navigator, 'gpu', { value: { requestAdapter: async () => null } });
    globalThis.outcome = compareOnGpu('lenet5');`;
  const program = await bundleComparison(source, 'browser');
  const outcome = runInPage(browser, program, { thread: 'page', isolated: false });
  await expect(outcome).rejects.toThrow('Device "webgpu" cannot be used: WebGPU finds no GPU');
});
