"""PyTorch on the CPU as a peer of the benchmark: see answer.mjs for what it reads and writes.

usage: python torch_peer.py THREADS first|last [compile]
"""
import json
import resource
import sys
import time

import torch
from torch import nn

threads, layout, compiled = int(sys.argv[1]), sys.argv[2], sys.argv[3:] == ["compile"]
torch.set_num_threads(threads)
memory_format = torch.channels_last if layout == "last" else torch.contiguous_format


class Inception(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.branch1 = nn.Conv2d(channels, 16, 1)
        self.branch2 = nn.Sequential(nn.Conv2d(channels, 16, 1), nn.Conv2d(16, 24, 3, padding=1), nn.Conv2d(24, 24, 3, padding=1))
        self.branch3 = nn.Sequential(nn.Conv2d(channels, 16, 1), nn.Conv2d(16, 24, 5, padding=2))
        self.branch4 = nn.Conv2d(channels, 24, 1)

    def forward(self, x):
        return torch.cat([self.branch1(x), self.branch2(x), self.branch3(x), self.branch4(x)], 1)


class ResidualBlock(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(channels, channels, 3, padding=1), nn.ReLU(), nn.Conv2d(channels, channels, 3, padding=1))

    def forward(self, x):
        return torch.relu(x + self.net(x))


def lenet5():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2),
        nn.Conv2d(16, 120, 5), nn.Tanh(), nn.Flatten(), nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10))


def alexnet():
    return nn.Sequential(
        nn.Conv2d(1, 96, 11, 4, 1), nn.ReLU(), nn.MaxPool2d(3, 2), nn.Conv2d(96, 256, 5, padding=2), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Conv2d(256, 384, 3, padding=1), nn.ReLU(), nn.Conv2d(384, 384, 3, padding=1), nn.ReLU(),
        nn.Conv2d(384, 256, 3, padding=1), nn.ReLU(), nn.MaxPool2d(3, 2), nn.Flatten(),
        nn.Linear(6400, 4096), nn.ReLU(), nn.Dropout(0.5), nn.Linear(4096, 4096), nn.ReLU(), nn.Dropout(0.5), nn.Linear(4096, 10))


def googlenet():
    return nn.Sequential(
        nn.Conv2d(1, 10, 5), nn.ReLU(), nn.MaxPool2d(2), Inception(10), nn.Conv2d(88, 20, 5), nn.ReLU(), nn.MaxPool2d(2),
        Inception(20), nn.Flatten(), nn.Linear(1408, 10))


def resnet():
    return nn.Sequential(
        nn.Conv2d(1, 16, 5), nn.ReLU(), nn.MaxPool2d(2), ResidualBlock(16), nn.Conv2d(16, 32, 5), nn.ReLU(), nn.MaxPool2d(2),
        ResidualBlock(32), nn.Flatten(), nn.Linear(512, 10))


def prepare(network, batchSize, imageSize):
    torch.manual_seed(0)
    model = globals()[network]().to(memory_format=memory_format)
    step_model = torch.compile(model) if compiled else model
    x = torch.randn(batchSize, 1, imageSize, imageSize).to(memory_format=memory_format)
    y = torch.arange(batchSize) % 10
    optimizer, loss_function = torch.optim.SGD(model.parameters(), lr=0.01), nn.CrossEntropyLoss()

    def train(steps):
        for _ in range(steps):
            loss = loss_function(step_model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        return loss.item()

    return train


def say(message):
    print(json.dumps(message), flush=True)


def train(request):
    steps = request.pop("steps")
    key = json.dumps(request)
    if key not in ready:
        ready[key] = prepare(**request)
    start = time.perf_counter()
    loss = ready[key](steps)
    elapsed = time.perf_counter() - start
    return {"ms": elapsed * 1000 / steps, "loss": loss, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}


ready = {}
say({"name": f"PyTorch {torch.__version__}, channels {layout}{', compiled' if compiled else ''}", "threads": threads})
for line in sys.stdin:
    try:
        say(train(json.loads(line)))
    except Exception as error:  # torch.compile needs a C++ compiler and Python's headers, and says so here
        reasons = [text.strip() for text in str(error).splitlines() if "rror" in text or "not find" in text]
        say({"error": (reasons or [type(error).__name__])[0][:300]})
