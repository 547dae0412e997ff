import type { layers } from '@tensorflow/tfjs-layers';

/**
 * What every `tf.layers.Layer` may be given: `name`, `trainable`, and for a model's first layer `inputShape` or
 * `batchInputShape`. tfjs-layers has the type and exports it under no name.
 */
export type LayerArgs = NonNullable<ConstructorParameters<typeof layers.Layer>[0]>;
