"""Learning rates, clipped gradients and training runs from PyTorch.

usage: make_reference.py OUT.json
"""
import json, sys, warnings
import torch
from torch.optim import lr_scheduler as schedulers

warnings.simplefilter('ignore')


def rates(make, count):
    """The learning rates of `count` epochs, for an optimiser with 1."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler = make(optimizer)
    out = []
    for _ in range(count):
        out.append(optimizer.param_groups[0]['lr'])
        optimizer.step()
        scheduler.step()
    return out


def warmup_then_cosine(optimizer):
    warmup = schedulers.LinearLR(optimizer, start_factor=0.1, total_iters=3)
    cosine = schedulers.CosineAnnealingLR(optimizer, T_max=5)
    return schedulers.SequentialLR(optimizer, [warmup, cosine], milestones=[3])


def clipped(max_norm):
    a = torch.nn.Parameter(torch.zeros(2, 3, dtype=torch.float64))
    b = torch.nn.Parameter(torch.zeros(2, dtype=torch.float64))
    a.grad = torch.tensor([[1., -2., 3.], [0.5, 0., -1.5]], dtype=torch.float64)
    b.grad = torch.tensor([4., -0.25], dtype=torch.float64)
    norm = torch.nn.utils.clip_grad_norm_([a, b], max_norm)
    return {'maxNorm': max_norm, 'norm': norm.item(), 'a': a.grad.flatten().tolist(), 'b': b.grad.tolist()}


IMAGES, CLASSES, STEPS_PER_EPOCH, EPOCHS = 6, 3, 4, 3


def batch(step):
    """Six images of 2 by 2 pixels, from a formula that the test has too."""
    pixels = [((7 * i + 3 * step) % 11) / 5 - 1 for i in range(IMAGES * 4)]
    labels = [(i + step) % CLASSES for i in range(IMAGES)]
    return torch.tensor(pixels, dtype=torch.float64).reshape(IMAGES, 4), torch.tensor(labels)


def train(momentum, max_norm):
    """Losses and gradient norms of softmax regression under momentum, a cosine for each step, and clipping."""
    weight = torch.nn.Parameter(torch.tensor([((5 * i) % 7) / 4 - 0.75 for i in range(12)], dtype=torch.float64).reshape(4, 3))
    bias = torch.nn.Parameter(torch.zeros(3, dtype=torch.float64))
    optimizer = torch.optim.SGD([weight, bias], lr=0.8, momentum=momentum)
    scheduler = schedulers.CosineAnnealingLR(optimizer, T_max=STEPS_PER_EPOCH * EPOCHS)
    losses, norms = [], []
    for step in range(STEPS_PER_EPOCH * EPOCHS):
        x, y = batch(step % STEPS_PER_EPOCH)
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(x @ weight + bias, y)
        loss.backward()
        norms.append(torch.nn.utils.clip_grad_norm_([weight, bias], max_norm).item())
        optimizer.step()
        scheduler.step()
        losses.append(loss.item())
    return {'momentum': momentum, 'maxNorm': max_norm, 'losses': losses, 'norms': norms,
            'kernel': weight.flatten().tolist()}


reference = {
    'torch': torch.__version__,
    'schedules': {
        'step': rates(lambda o: schedulers.StepLR(o, step_size=2, gamma=0.3), 8),
        'cosine': rates(lambda o: schedulers.CosineAnnealingLR(o, T_max=5, eta_min=0.05), 6),
        'warmup': rates(lambda o: schedulers.LinearLR(o, start_factor=1 / 3, total_iters=4), 7),
        'warmupThenCosine': rates(warmup_then_cosine, 8),
    },
    'clipped': [clipped(max_norm) for max_norm in (1.0, 5.5, 100.0)],
    'runs': [train(0.0, 0.5), train(0.9, 0.3)],
}
with open(sys.argv[1], 'w') as out:
    json.dump(reference, out, indent=1)
    out.write('\n')
