/**
 * What checks and engines compute with. This file is loaded before the learner's, so these are the real ones.
 */
const watched = Object.entries({
  Object,
  'Object.prototype': Object.prototype,
  Function: Function.prototype,
  Array,
  'Array.prototype': Array.prototype,
  'Iterator.prototype': Object.getPrototypeOf(Object.getPrototypeOf([].values())),
  TypedArray: Object.getPrototypeOf(Float32Array),
  'TypedArray.prototype': Object.getPrototypeOf(Float32Array.prototype),
  Number,
  'Number.prototype': Number.prototype,
  'String.prototype': String.prototype,
  'RegExp.prototype': RegExp.prototype,
  Math,
  JSON,
  Reflect,
  Promise,
  'Promise.prototype': Promise.prototype,
  'Map.prototype': Map.prototype,
  'Set.prototype': Set.prototype,
}).map(([name, object]) => ({ name, object, before: Object.getOwnPropertyDescriptors(object) }));

const { getOwnPropertyDescriptor, is } = Object;
const { get, ownKeys } = Reflect;

/**
 * Whether something built into JavaScript is no longer what it was: with another `Math.abs` every number is right.
 *
 * @returns its name, such as `Math.abs`; undefined where all is as it was
 */
export function changedIntrinsic(): string | undefined {
  for (const { name, object, before } of watched) {
    for (const key of ownKeys(before)) {
      const was: PropertyDescriptor = get(before, key);
      const now = getOwnPropertyDescriptor(object, key);
      if (!now || !is(was.value, now.value) || !is(was.get, now.get) || !is(was.set, now.set))
        return `${name}.${String(key)}`;
    }
    // JSON.stringify would ask it what to write.
    if (getOwnPropertyDescriptor(object, 'toJSON')) return `${name}.toJSON`;
  }
  return undefined;
}
