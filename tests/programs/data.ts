import { FashionMNIST } from '@featuremap/datasets';

const set = await FashionMNIST.load({ train: false });
const first = set.get(0);
const { images, labels, shape } = set.batch([4, 2, 7]);
console.log(
  JSON.stringify({
    length: set.length,
    lastClass: set.classes[9],
    imageShape: set.imageShape,
    first: { pixels: first.image.length, label: first.label },
    batch: { images: images.length, labels: [...labels], shape },
  }),
);
