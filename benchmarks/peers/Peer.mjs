import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A child process that trains on request, pinned to cores. */
export class Peer {
  #child;
  #answers;

  /** @param {string[]} command @param {{ cores: string, env?: Record<string, string | undefined> }} options */
  constructor(command, { cores, env = {} }) {
    const pinned = process.platform === 'linux' ? ['taskset', '-c', cores, ...command] : command;
    const [file, ...args] = pinned;
    const stdio = /** @type {const} */ (['pipe', 'pipe', 'pipe']);
    this.#child = spawn(file, args, { stdio, env: { ...process.env, ...env } });
    let errors = '';
    this.#child.stderr.on('data', data => {
      errors = (errors + data).slice(-2000);
    });
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.failure = new Promise((_, reject) => {
      this.#child.on('error', reject);
      this.#child.on('exit', code => reject(new Error(`stopped with code ${code}: ${lastLine(errors)}`)));
    });
    this.failure.catch(() => {});
  }

  /** What the peer says of itself once it is there. */
  async about() {
    return this.#answer();
  }

  /** @param {object} request @returns {Promise<{ ms: number, loss: number, memory?: number }>} */
  async train(request) {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    return this.#answer();
  }

  stop() {
    this.#child.kill();
  }

  async #answer() {
    const { value, done } = await Promise.race([this.#answers.next(), this.failure]);
    if (done) return this.failure;
    const answer = JSON.parse(value);
    if (answer.error) throw new Error(answer.error);
    return answer;
  }
}

function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? '';
}
