/** Every device that can be asked for by name, in the order in which `auto` prefers them. */
export const deviceNames = ['cuda', 'webgpu', 'simd', 'tensorflow', 'cpu'] as const;

/**
 * The name of a device: `cuda` (NVIDIA GPU through TensorFlow), `webgpu` (any GPU), `simd` (WebAssembly SIMD on all
 * cores), `tensorflow` (TensorFlow's own CPU library), `cpu` (plain JavaScript).
 */
export type DeviceName = (typeof deviceNames)[number];

/** What computes in the end: a real `gpu`, the `cpu`, or a `software-gpu`, which is a GPU imitated on the CPU. */
export type EngineKind = 'gpu' | 'cpu' | 'software-gpu';

/** An engine whose packages are loaded and whose TF.js backend is registered. */
export interface OpenEngine {
  /** The name under which TF.js knows the backend. */
  readonly backend: string;
  readonly kind: EngineKind;
  /** What computes, and which version of it: "TensorFlow 2.15.1". */
  readonly version: string;
  /** The memory that tensors have, in one phrase, where it can be known. */
  readonly memory?: string | undefined;
  /** One phrase for people: the adapter's name, the number of threads. */
  detail(): string;
}

/** One way to compute: a file in `engines/` each. */
export interface Engine {
  readonly name: DeviceName;
  /** Whether `auto` may choose it. */
  readonly auto: boolean;
  /** The command that brings it, for engines that do not come with this package. */
  readonly install?: string;
  /**
   * Loads the packages and registers the backend.
   *
   * @throws {EngineUnavailable} with the reason; anything else that it throws means the same
   */
  open(): Promise<OpenEngine>;
}

/** Why an engine does not run here, and whether its `install` command would change that. */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable';
  readonly installHelps: boolean;

  constructor(reason: string, { installHelps = false }: { installHelps?: boolean } = {}) {
    super(reason);
    this.installHelps = installHelps;
  }
}
