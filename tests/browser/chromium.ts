import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { root } from '../packages.js';

const execute = promisify(execFile);

/** The npm package that carries Chromium, SwiftShader (a GPU imitated on the CPU) and the libraries both need. */
const packageName = '@sparticuz/chromium';
/** The package brings those libraries to a system that it knows by this. */
const systemWithoutLibraries = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
const unpack = `await (await import('${packageName}')).default.executablePath()`;

/** Software WebGPU wherever it runs: what a test sees does not depend on the graphics card of the machine. */
const flags = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

/**
 * Starts headless Chromium: the one that the environment variable CHROME_PATH names, else the one from npm.
 *
 * @throws {Error} when neither starts; a test that cannot have a browser is to fail
 */
export async function startChromium(): Promise<Browser> {
  const ownChrome = process.env.CHROME_PATH;
  if (ownChrome) return chromium.launch({ executablePath: ownChrome, args: flags });
  const folder = await unpackedChromium();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: flags,
    env: { ...process.env, ...chromiumLibraries(folder) },
  });
}

/** The environment of a process that uses the libraries in that folder. */
export function chromiumLibraries(folder: string): Record<string, string> {
  return {
    LD_LIBRARY_PATH: [folder, join(folder, 'al2023/lib'), process.env.LD_LIBRARY_PATH]
      .filter(Boolean)
      .join(':'),
    FONTCONFIG_PATH: join(folder, 'fonts'),
  };
}

/**
 * The folder of the Chromium from npm, unpacked when it is first asked for (200 MB). It gets its name only once it is
 * whole, so nobody starts half a browser.
 *
 * @throws {Error} on a system that the package has no Chromium for
 */
export async function unpackedChromium(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `${packageName} has a Chromium for Linux on x64, not for ${process.platform} on ${process.arch}: ` +
        'set CHROME_PATH to the program of a Chrome or Chromium.',
    );
  }
  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules', packageName, 'package.json'), 'utf8'),
  );
  const folder = join(root, 'node_modules/.cache/featuremap', `chromium-${version}`);
  if (existsSync(folder)) return folder;

  await mkdir(dirname(folder), { recursive: true });
  const unfinished = await mkdtemp(`${folder}-`);
  try {
    await execute(process.execPath, ['--input-type=module', '--eval', unpack], {
      cwd: root,
      env: { ...process.env, ...systemWithoutLibraries, TMPDIR: unfinished },
    });
    await rename(unfinished, folder);
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}
