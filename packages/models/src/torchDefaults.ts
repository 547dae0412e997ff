import { Dropout, deriveSeed, Inception, ResidualBlock, torchUniform } from '@featuremap/layers';
import { layers } from '@tensorflow/tfjs-layers';

type ConvArgs = Parameters<typeof layers.conv2d>[0] & { inChannels: number; kernelSize: number };
type DenseArgs = Parameters<typeof layers.dense>[0] & { inFeatures: number };

/**
 * The layers the four networks are made of, initialised as PyTorch initialises them. Every layer takes its own
 * seed from the network's by its name, and every weight its own from that.
 */
export function torchDefaults(seed: number) {
  const initializers = (name: string, fanIn: number) => ({
    kernelInitializer: torchUniform({ fanIn, seed: deriveSeed(seed, `${name}/kernel`) }),
    biasInitializer: torchUniform({ fanIn, seed: deriveSeed(seed, `${name}/bias`) }),
  });
  const seeded = (name: string) => ({ name, seed: deriveSeed(seed, name) });
  return {
    conv: (name: string, { inChannels, ...args }: ConvArgs) =>
      layers.conv2d({ name, ...args, ...initializers(name, inChannels * args.kernelSize ** 2) }),
    dense: (name: string, { inFeatures, ...args }: DenseArgs) =>
      layers.dense({ name, ...args, ...initializers(name, inFeatures) }),
    dropout: (name: string, rate: number) => new Dropout({ ...seeded(name), rate }),
    inception: (name: string) => new Inception(seeded(name)),
    residual: (name: string) => new ResidualBlock(seeded(name)),
  };
}
