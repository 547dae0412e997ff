"""Trains the lecture's networks in float64 on the first images of MNIST and writes the loss before each step.

Usage: python3 make_training.py SEED MNIST_FOLDER OUT.json
MNIST_FOLDER has train-images-idx3-ubyte and train-labels-idx1-ubyte, unpacked. README.md beside it says more.
"""
import json, sys
from pathlib import Path
import torch, torch.nn as nn, torch.nn.functional as F
from lecture import NETS, set_weights

SEED, FOLDER, OUT = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
STEPS = {'lenet5': (50, 256, 0.9), 'alexnet': (3, 4, 0.1), 'googlenet': (50, 128, 0.02), 'resnet': (50, 128, 0.01)}


def idx(name, header):
    return torch.frombuffer(bytearray((FOLDER / name).read_bytes()[header:]), dtype=torch.uint8)


pixels, labels = idx('train-images-idx3-ubyte', 16).reshape(-1, 1, 28, 28), idx('train-labels-idx1-ubyte', 8).long()
result = {'source': f'PyTorch {torch.__version__}, float64', 'seed': SEED, 'nets': {}}
for name, (steps, batch, lr) in STEPS.items():
    make, size = NETS[name]
    model = make().double().eval()
    set_weights(model, SEED)
    optimizer, loss_fn, losses = torch.optim.SGD(model.parameters(), lr=lr), nn.CrossEntropyLoss(), []
    for step in range(steps):
        part = slice(step * batch, (step + 1) * batch)
        x = pixels[part].double() / 255
        if size != 28:
            x = F.interpolate(x, size=(size, size), mode='bilinear', align_corners=False)
        loss = loss_fn(model((x - 0.1307) / 0.3081), labels[part])
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    result['nets'][name] = {'batchSize': batch, 'learningRate': lr, 'losses': losses}
    print(name, losses[0], losses[-1], flush=True)
Path(OUT).write_text(json.dumps(result, indent=1) + '\n')
