import { spawnSync } from 'node:child_process';
import { memoryCanBeMeasured } from './memory.js';
import type { Text } from './text.js';

/** How to start a process that can read some files and do nothing else to the machine. */
export interface Confinement {
  readonly execPath: string;
  readonly execArgv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Node's permission model refuses to write, to read elsewhere, to start processes and threads, and to load native code.
 * The network is refused by Node from version 25 on, before that by an empty network namespace where Linux lets users
 * make one.
 *
 * @param readable files, and folders with all that they hold
 * @param memoryMiB the limit of the process's memory; V8 is told to keep within it
 */
export function confinement(readable: readonly string[], memoryMiB: number): Confinement {
  const flags = [
    permissionFlag,
    ...readable.map(path => `--allow-fs-read=${path}`),
    `--max-old-space-size=${memoryMiB}`,
    '--no-warnings',
  ];
  const env = Object.fromEntries(handedOn.map(name => [name, process.env[name]]));
  if (nodeRefusesNetwork || !namespaces()) return { execPath: process.execPath, execArgv: flags, env };
  return { execPath: namespace[0], execArgv: [...namespace[1], process.execPath, ...flags], env };
}

/** What a confined program could still do on this machine, to be said in every report. */
export function notRefused(): readonly Text[] {
  return [...(nodeRefusesNetwork || namespaces() ? [] : [network]), ...(memoryCanBeMeasured ? [] : [memory])];
}

const network: Text = {
  en: 'Submissions could reach the network: this Node cannot refuse it (version 25 can), and this system lets nobody make a network namespace.',
  zh: '提交的代码可以访问网络：这个版本的 Node 无法禁止（25 版起可以），本系统也不允许创建网络命名空间。',
};
const memory: Text = {
  en: 'Submissions could take all memory: that of another process cannot be measured on this system.',
  zh: '提交的代码可以耗尽内存：在本系统上无法测量其他进程占用的内存。',
};

/** Of the environment, which may hold secrets. */
const handedOn = ['PATH', 'HOME', 'LOCALAPPDATA', 'XDG_CACHE_HOME', 'FEATUREMAP_DATA'];

const knows = (flag: string) => process.allowedNodeEnvironmentFlags.has(flag);
const permissionFlag = knows('--permission') ? '--permission' : '--experimental-permission';
const nodeRefusesNetwork = knows('--allow-net');

const namespace = ['unshare', ['--user', '--map-root-user', '--net']] as const;

let canNamespaces: boolean | undefined;

function namespaces(): boolean {
  canNamespaces ??=
    process.platform === 'linux' && spawnSync(namespace[0], [...namespace[1], 'true']).status === 0;
  return canNamespaces;
}
