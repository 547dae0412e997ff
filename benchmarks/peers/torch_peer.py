"""PyTorch on the CPU as a peer of the benchmark: see answer.mjs for what it reads and writes.

usage: python torch_peer.py THREADS first|last [compile]
"""
import json
import resource
import sys
import time
from pathlib import Path

import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).parents[2] / "packages/models/test-data"))
from lecture import NETS

threads, layout, compiled = int(sys.argv[1]), sys.argv[2], sys.argv[3:] == ["compile"]
torch.set_num_threads(threads)
memory_format = torch.channels_last if layout == "last" else torch.contiguous_format


def prepare(network, batchSize, imageSize):
    torch.manual_seed(0)
    model = NETS[network][0]().to(memory_format=memory_format)
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
