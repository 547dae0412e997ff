"""The other side of the round trip, in PyTorch.

Usage: roundtrip.py test|train NETWORK FILE.safetensors MNIST_FOLDER
`train` trains the network for a moment and writes the file; `test` reads it. Both print the confusion matrix on MNIST's
test images, a row for each true class, as JSON.
"""
import json, sys
from pathlib import Path
import torch, torch.nn as nn
from safetensors.torch import load_file, save_file

sys.path.insert(0, str(Path(__file__).parents[2] / 'packages/models/test-data'))
from lecture import NETS

MODE, NETWORK, FILE, FOLDER = sys.argv[1], sys.argv[2], sys.argv[3], Path(sys.argv[4])
STEPS, BATCH, LR = 250, 32, 0.05


def mnist(part):
    pixels = bytearray((FOLDER / f'{part}-images-idx3-ubyte').read_bytes()[16:])
    labels = bytearray((FOLDER / f'{part}-labels-idx1-ubyte').read_bytes()[8:])
    images = torch.frombuffer(pixels, dtype=torch.uint8).reshape(-1, 1, 28, 28).float() / 255
    return (images - 0.1307) / 0.3081, torch.frombuffer(labels, dtype=torch.uint8).long()


def train(model):
    images, labels = mnist('train')
    optimizer, loss_fn = torch.optim.SGD(model.parameters(), lr=LR), nn.CrossEntropyLoss()
    for step in range(STEPS):
        part = slice(step * BATCH, (step + 1) * BATCH)
        loss = loss_fn(model(images[part]), labels[part])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


torch.manual_seed(0)
model = NETS[NETWORK][0]()
if MODE == 'train':
    train(model)
    save_file(model.state_dict(), FILE)
else:
    model.load_state_dict(load_file(FILE))
images, labels = mnist('t10k')
with torch.no_grad():
    predictions = torch.cat([model.eval()(part).argmax(1) for part in images.split(500)])
confusion = torch.bincount(labels * 10 + predictions, minlength=100).reshape(10, 10)
print(json.dumps({'torch': torch.__version__, 'confusion': confusion.tolist()}))
