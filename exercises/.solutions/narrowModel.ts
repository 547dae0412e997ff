import * as tf from '@tensorflow/tfjs';

// Otherwise it greets whoever computes on the CPU, which would look like the learner's own output.
tf.enableProdMode();

/** As `tf.layers` has it, which keeps it to itself. */
type AddWeight = (
  name: string,
  shape: tf.Shape,
  dtype?: tf.DataType,
  initializer?: unknown,
  ...others: unknown[]
) => unknown;

/**
 * Lets a function build networks whose weights are all 0, whatever their initialisers: 47 million normally distributed
 * numbers take ten seconds. On the CPU zeros take no memory either, until somebody writes to them.
 */
export async function withoutWeights<T>(build: () => T | Promise<T>): Promise<T> {
  const layer = tf.layers.Layer.prototype;
  const addWeight: AddWeight = Reflect.get(layer, 'addWeight');
  const zeros = tf.initializers.zeros();
  const addZeros = function (
    this: tf.layers.Layer,
    ...[name, shape, dtype, , ...others]: Parameters<AddWeight>
  ) {
    return addWeight.call(this, name, shape, dtype, zeros, ...others);
  };
  const backend = tf.getBackend();
  await tf.setBackend('cpu');
  Reflect.set(layer, 'addWeight', addZeros);
  try {
    return await build();
  } finally {
    Reflect.set(layer, 'addWeight', addWeight);
    await tf.setBackend(backend);
  }
}

/** A network that is built as another one, with few channels and units: what one of them does wrong, so does the other. */
export async function narrowed(model: tf.LayersModel): Promise<tf.LayersModel> {
  const widths = new Set(model.weights.map(({ shape }) => Number(shape.at(-1))));
  const order = [...widths].sort((a, b) => a - b);
  const narrow = (width: number) => 8 + 4 * order.indexOf(width);
  const json: unknown = JSON.parse(model.toJSON(null, true) as string, (key, value) => {
    if (key === 'filters' || key === 'units') return narrow(value);
    return isFlatten(value)
      ? { ...value, class_name: 'Flatten', config: { name: value.config.name } }
      : value;
  });
  return tf.models.modelFromJSON(json as Parameters<typeof tf.models.modelFromJSON>[0]);
}

/** A reshape to one dimension, which says how many numbers there are; a flatten need not know. */
function isFlatten(value: { class_name?: string; config?: { target_shape?: number[] } } | null): boolean {
  return value?.class_name === 'Reshape' && value.config?.target_shape?.length === 1;
}
