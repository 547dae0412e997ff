import { existsSync, lstatSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { cacheFolder } from '@featuremap/files';

/** Where Debian's packages put data sets. */
const systemDatasets = '/usr/share/datasets';

/**
 * What a learner's program has to read: the packages around a course, also those that are linked into it, and the data
 * sets in the user's cache and the system's. The course's folder is not among them, with its solutions.
 *
 * @param course the course's folder
 */
export function readablePaths(course: string): string[] {
  const modules = ancestors(course)
    .map(folder => join(folder, 'node_modules'))
    .filter(existsSync);
  return [...new Set([...modules, ...modules.flatMap(linked), dataFolder(), systemDatasets])];
}

/** Where packages really lie that are links in a `node_modules`, as those of a workspace. */
function linked(modules: string): string[] {
  return readdirSync(modules).flatMap(name => {
    const path = join(modules, name);
    if (name.startsWith('@')) return linked(path);
    return lstatSync(path).isSymbolicLink() && name !== '.bin' ? [realpathSync(path)] : [];
  });
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

/** Where @featuremap/datasets keeps what it fetched. */
function dataFolder(): string {
  const { FEATUREMAP_DATA } = process.env;
  return FEATUREMAP_DATA ? resolve(FEATUREMAP_DATA) : cacheFolder();
}
