import { EngineUnavailable } from './engine.js';

/**
 * Imports a package that may not be installed. The name is not a literal at the call of `import`, so neither the
 * compiler nor a bundler asks for the package; the caller states the few members it uses.
 *
 * @throws {EngineUnavailable} when the package is missing or fails while loading (a native addon that was not
 *   downloaded throws errors of every kind)
 */
export async function importOptional<Members>(name: string): Promise<Members> {
  try {
    return (await import(name)) as Members;
  } catch (error) {
    throw isMissing(error, name)
      ? new EngineUnavailable(`the package ${name} is not installed`, { installHelps: true })
      : new EngineUnavailable(`the package ${name} does not load: ${firstLine(error)}`, {
          installHelps: true,
        });
  }
}

/** The first line of what was thrown, since addons put whole manuals into their messages. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.trim().split('\n', 1)[0]!.trim();
}

/** Node, browsers and bundlers word it differently; all quote the name. */
function isMissing(error: unknown, name: string): boolean {
  const line = firstLine(error);
  const saysSo = /cannot find|could not resolve|failed to resolve/i.test(line);
  return saysSo && (line.includes(`'${name}'`) || line.includes(`"${name}"`));
}
