import { engine, type Tensor, type TensorInfo, type Variable } from '@tensorflow/tfjs-core';
import type { Block } from './allocator.js';
import { Arena } from './arena.js';
import type { SimdBackend } from './backend.js';
import { OutOfMemoryError } from './heap.js';
import { type Event, Recorder, sameEvents } from './recorder.js';
import type { HeapTensor } from './tensorData.js';

/** A step of a program: computes tensors from tensors, and may assign variables. */
export type Step = (inputs: readonly Tensor[]) => Tensor[];

/** Larger steps take so long that the JavaScript which leads to their kernels does not count. */
const MOST_BYTES = 2 ** 28;
/** The arena's allocator may leave gaps that the heap's did not. */
const ROOM_FOR_GAPS = 1.25;
/** A step that did something else so often, when it was run again, is never replayed. */
const MOST_ATTEMPTS = 4;

/** A variable that a step assigns: it stays in the same place, where the kernels will look for it. */
interface Assigned {
  readonly variable: Variable;
  readonly home: Block;
  /** Where the step leaves the new value. */
  readonly from: number;
  readonly bytes: number;
}

/** A tensor that a step returns, and where it leaves it. */
interface Result {
  readonly from: number;
  readonly shape: number[];
  readonly dtype: TensorInfo['dtype'];
  readonly bytes: number;
}

/** A step as it was run once. */
interface Recording {
  readonly events: readonly Event[];
  readonly results: readonly Result[];
  readonly assigned: readonly Assigned[];
  /** The variables that it does not assign, with what they hold. */
  readonly fixed: ReadonlyMap<Variable, object>;
  /** Other tensors that it read and that were there before. */
  readonly read: readonly HeapTensor[];
}

/** Where a step of these shapes works. */
interface Place {
  readonly arena: Arena;
  /** Where its inputs stand. */
  readonly slots: readonly Block[];
}

/**
 * A step that is run again and again: after it was seen to do the same twice, its kernels are run without the
 * JavaScript that led to them. See docs/recording.md.
 */
export class RecordedStep {
  private signature = '';
  private place: Place | null = null;
  private recording: Recording | null = null;
  private isSure = false;
  private attempts = 0;
  private peak = 0;
  private strangers = 0;
  private mustVerify = false;
  private replayed = 0;

  constructor(
    private readonly backend: SimdBackend,
    private readonly step: Step,
  ) {}

  /**
   * Runs the step, or replays it: the results are the same, to the bit.
   *
   * @param inputs what changes from call to call: batches, and tensors of the program that the step reads and that
   * are replaced between calls, such as an optimiser's learning rate
   * @param key numbers of the program that the step depends on, as a text
   * @returns what the step returns; the caller's to dispose
   */
  run(inputs: readonly Tensor[], key = ''): Tensor[] {
    if (!this.canRecord(inputs)) return this.runInFull(inputs);
    const shapes = inputs.map(({ shape, dtype }) => `${dtype}[${shape}]`);
    const signature = `${key} ${shapes} ${this.backend.native.threads}`;
    if (signature !== this.signature) return this.runOther(inputs, signature);
    this.strangers = 0;
    if (this.attempts >= MOST_ATTEMPTS || this.peak > MOST_BYTES) return this.runInFull(inputs);
    const { place, recording } = this;
    const isKnown = place !== null && recording !== null && this.isSure && !this.mustVerify;
    return isKnown && this.holds(recording) ? this.replay(inputs, place, recording) : this.record(inputs);
  }

  /** How often the step was replayed. */
  get replays(): number {
    return this.replayed;
  }

  /** Makes the next call run the step in full, to see whether it still does the same. */
  verify(): void {
    this.mustVerify = true;
  }

  /** Gives the memory back. The step can be run again afterwards, and begins anew. */
  dispose(): void {
    this.forget();
    this.signature = '';
  }

  /** Not on another engine, while ops are profiled, within another recording, or with inputs that have no place. */
  private canRecord(inputs: readonly Tensor[]): boolean {
    const { backend, state } = engine();
    if (backend !== (this.backend as unknown) || state.profiling || this.backend.heap.recorder !== null)
      return false;
    return inputs.every(isNumeric) && new Set(inputs.map(({ dataId }) => dataId)).size === inputs.length;
  }

  private runInFull(inputs: readonly Tensor[]): Tensor[] {
    const outputs: unknown = this.step(inputs);
    if (Array.isArray(outputs)) return outputs;
    const got = outputs instanceof Promise ? 'a promise' : `${outputs}`;
    throw new TypeError(`recorded: the step must return an array of tensors, at once, got ${got}.`);
  }

  /** Other shapes: those of an epoch's last batch, say, if the next call has the ones before again. */
  private runOther(inputs: readonly Tensor[], signature: string): Tensor[] {
    this.strangers++;
    if (this.recording !== null && this.strangers < 2) return this.runBeside(inputs, this.recording);
    this.dispose();
    this.signature = signature;
    this.strangers = 0;
    this.attempts = 0;
    let outputs: Tensor[] = [];
    this.peak = this.backend.heap.peakOf(() => {
      outputs = this.runInFull(inputs);
    });
    return outputs;
  }

  /** Runs the step as it is, and leaves the variables in the places where the recording has them. */
  private runBeside(inputs: readonly Tensor[], { assigned }: Recording): Tensor[] {
    const { heap } = this.backend;
    const atHome = assigned.filter(({ variable, home }) => this.keepInPlace(variable, home));
    const before = atHome.map(({ variable }) => this.backend.heapTensor(variable));
    for (const tensor of before) tensor.hold();
    try {
      return this.runInFull(inputs);
    } finally {
      for (const [i, { variable, home }] of atHome.entries()) {
        const old = before[i];
        const current = variable.isDisposed ? old : this.backend.heapTensor(variable);
        if (current !== old && old.isHeldOnce) {
          old.standIn(null);
          heap.free(current.moveTo(home));
        }
        old.release();
      }
    }
  }

  private record(inputs: readonly Tensor[]): Tensor[] {
    this.mustVerify = false;
    const before = this.recording;
    this.recording = null;
    this.isSure = false;
    try {
      this.place ??= this.makePlace(inputs);
    } catch (error) {
      if (!(error instanceof OutOfMemoryError)) throw error;
      this.attempts = MOST_ATTEMPTS;
      return this.runInFull(inputs);
    }
    for (const { variable, home } of before?.assigned ?? []) this.keepInPlace(variable, home);
    const { recording, outputs } = this.recordStep(inputs, this.place);
    this.isSure = recording !== null && before !== null && sameEvents(before.events, recording.events);
    this.recording = recording;
    this.attempts = this.isSure ? 0 : this.attempts + 1;
    if (this.attempts >= MOST_ATTEMPTS) this.forget();
    return outputs;
  }

  private makePlace(inputs: readonly Tensor[]): Place {
    const { heap } = this.backend;
    const room = this.backend.allocate(this.peak * ROOM_FOR_GAPS + 2 ** 20);
    const slots: Block[] = [];
    try {
      for (const input of inputs) slots.push(this.backend.allocate(this.backend.heapTensor(input).bytes));
    } catch (error) {
      for (const block of [room, ...slots]) heap.free(block);
      throw error;
    }
    return { slots, arena: new Arena(heap, room) };
  }

  private recordStep(inputs: readonly Tensor[], { arena, slots }: Place) {
    const { heap, native } = this.backend;
    const recorder = new Recorder(arena);
    const given = inputs.map(input => this.backend.heapTensor(input));
    const own = given.map((tensor, i) => {
      tensor.hold();
      return tensor.moveTo(slots[i]);
    });
    const before = this.variables();
    for (const tensor of before.values()) tensor.hold();
    native.clearArguments();
    heap.recorder = recorder;
    try {
      const outputs = this.runInFull(inputs);
      for (const tensor of recorder.made) if (!tensor.isReleased) tensor.compute();
      heap.recorder = null;
      const results = outputs.flatMap(output => this.resultOf(output, recorder) ?? []);
      const assigned = this.bringHome(before, recorder);
      this.evacuate(recorder, arena);
      if (recorder.obstacle !== null) return { recording: null, outputs };
      const read = [...recorder.read].filter(tensor => !given.includes(tensor) && !tensor.isReleased);
      const fixed = new Map([...this.variables().keys()].map(variable => [variable, variable.dataId]));
      for (const { variable } of assigned) fixed.delete(variable);
      return { recording: { events: recorder.events, results, assigned, fixed, read }, outputs };
    } finally {
      heap.recorder = null;
      this.evacuate(recorder, arena);
      given.forEach((tensor, i) => {
        tensor.standIn(own[i]);
        tensor.release();
      });
      for (const tensor of before.values()) if (!tensor.isReleased) tensor.release();
    }
  }

  private variables(): Map<Variable, HeapTensor> {
    const all = Object.values(engine().state.registeredVariables);
    const isHere = ({ dataId }: Variable) => engine().state.tensorInfo.get(dataId)?.backend === this.backend;
    const here = all.filter(variable => isNumeric(variable) && isHere(variable));
    return new Map(here.map(variable => [variable, this.backend.heapTensor(variable)]));
  }

  private resultOf(output: Tensor, recorder: Recorder): Result | undefined {
    const tensor = this.backend.heapTensor(output);
    if (!recorder.made.has(tensor)) {
      recorder.stopsAt('it returns what it was given, or no numbers');
      return undefined;
    }
    return { from: tensor.block.address, bytes: tensor.bytes, shape: output.shape, dtype: output.dtype };
  }

  /** Moves the new values of variables to where the old ones were: there the step will look for them next time. */
  private bringHome(before: ReadonlyMap<Variable, HeapTensor>, recorder: Recorder): Assigned[] {
    const { heap } = this.backend;
    const assigned: Assigned[] = [];
    for (const [variable, old] of before) {
      if (variable.isDisposed) recorder.stopsAt('it disposes a variable');
      if (variable.isDisposed || this.backend.heapTensor(variable) === old) continue;
      const current = this.backend.heapTensor(variable);
      if (!recorder.made.has(current) || !old.isHeldOnce) {
        recorder.stopsAt('it assigns a variable what others use too');
        continue;
      }
      const home = old.block;
      old.standIn(null);
      old.release();
      const block = current.moveTo(home);
      heap.free(block);
      assigned.push({ variable, home, from: block.address, bytes: current.bytes });
    }
    return assigned;
  }

  /** Moves what outlives the step out of the arena. */
  private evacuate(recorder: Recorder, arena: Arena): void {
    const { heap } = this.backend;
    for (const tensor of recorder.made) {
      if (tensor.isReleased || !arena.contains(tensor.block)) continue;
      heap.free(tensor.moveTo(this.backend.allocate(tensor.bytes)));
    }
    if (!arena.isEmpty) recorder.stopsAt('it leaves something behind');
  }

  /** Whether the program's variables and constants are still those of the recording. */
  private holds({ assigned, fixed, read }: Recording): boolean {
    for (const [variable, dataId] of fixed)
      if (variable.isDisposed || variable.dataId !== dataId) return false;
    if (read.some(tensor => tensor.isReleased)) return false;
    return assigned.every(({ variable, home }) => this.keepInPlace(variable, home));
  }

  /** Gives whoever shares a variable's values a copy, since a replay writes in their place. False where it has moved. */
  private keepInPlace(variable: Variable, home: Block): boolean {
    if (variable.isDisposed) return false;
    const { heap } = this.backend;
    const tensor = this.backend.heapTensor(variable);
    if (tensor.block !== home) return false;
    if (!tensor.isShared) return true;
    tensor.moveTo(this.backend.allocate(tensor.bytes));
    const info = this.backend.output(variable.shape, variable.dtype);
    heap.free(this.backend.heapTensor(info).block);
    this.backend.heapTensor(info).standIn(home);
    const fresh = engine().makeTensorFromTensorInfo(info);
    variable.assign(fresh);
    fresh.dispose();
    return true;
  }

  private replay(inputs: readonly Tensor[], { slots }: Place, recording: Recording): Tensor[] {
    const { heap, native } = this.backend;
    for (const [i, input] of inputs.entries()) {
      const tensor = this.backend.heapTensor(input);
      heap.copy(tensor.block.address, slots[i].address, tensor.bytes);
    }
    native.replay(recording.events);
    for (const { from, home, bytes } of recording.assigned) heap.copy(from, home.address, bytes);
    this.replayed++;
    return recording.results.map(({ from, bytes, shape, dtype }) => {
      const info = this.backend.output(shape, dtype);
      heap.copy(from, this.backend.address(info), bytes);
      return engine().makeTensorFromTensorInfo(info);
    });
  }

  private forget(): void {
    const { heap } = this.backend;
    this.place?.arena.dispose();
    for (const slot of this.place?.slots ?? []) heap.free(slot);
    this.place = null;
    this.recording = null;
    this.isSure = false;
  }
}

/** Strings and complex numbers have no block of their own. */
function isNumeric({ dtype }: Tensor): boolean {
  return dtype !== 'string' && dtype !== 'complex64';
}
