"""The lecture's four networks in PyTorch, and weights for them that are made by a formula (README.md has it)."""
import math
import torch, torch.nn as nn

M32 = 0xFFFFFFFF


def mul32(a, b):
    """32-bit wrapping product of uint32 values held in int64 tensors (JavaScript: Math.imul(a, b) >>> 0)."""
    low, high = a & 0xFFFF, a >> 16
    return (low * b + (((high * b) & 0xFFFF) << 16)) & M32


def hash01(i, p, seed):
    """Hash flat indices i (int64 tensor) of stream p into [0, 1)."""
    h = (mul32((i + 1) & M32, 0x9E3779B1) + ((p * 0x85EBCA77 + seed * 0xC2B2AE3D) & M32)) & M32
    h = h ^ (h >> 15); h = mul32(h, 0x85EBCA77)
    h = h ^ (h >> 13); h = mul32(h, 0xC2B2AE3D)
    h = h ^ (h >> 16)
    return h.double() / 4294967296.0


class Inception(nn.Module):
    def __init__(self, i):
        super().__init__()
        self.branch1 = nn.Conv2d(i, 16, 1)
        self.branch2 = nn.Sequential(nn.Conv2d(i, 16, 1), nn.Conv2d(16, 24, 3, padding=1), nn.Conv2d(24, 24, 3, padding=1))
        self.branch3 = nn.Sequential(nn.Conv2d(i, 16, 1), nn.Conv2d(16, 24, 5, padding=2))
        self.branch4 = nn.Conv2d(i, 24, 1)

    def forward(self, x):
        return torch.cat([self.branch1(x), self.branch2(x), self.branch3(x), self.branch4(x)], 1)


class ResidualBlock(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(c, c, 3, padding=1), nn.ReLU(), nn.Conv2d(c, c, 3, padding=1))

    def forward(self, x):
        return torch.relu(x + self.net(x))


class Net(nn.Module):
    def __init__(self, *layers):
        super().__init__()
        self.net = nn.Sequential(*layers)

    def forward(self, x):
        return self.net(x)


C, R, T, A, M, F, L, D = nn.Conv2d, nn.ReLU, nn.Tanh, nn.AvgPool2d, nn.MaxPool2d, nn.Flatten, nn.Linear, nn.Dropout
NETS = {
    'lenet5': (lambda: Net(C(1, 6, 5, padding=2), T(), A(2, 2), C(6, 16, 5), T(), A(2, 2), C(16, 120, 5), T(), F(),
                           L(120, 84), T(), L(84, 10)), 28),
    'alexnet': (lambda: Net(C(1, 96, 11, 4, 1), R(), M(3, 2), C(96, 256, 5, padding=2), R(), M(3, 2),
                            C(256, 384, 3, padding=1), R(), C(384, 384, 3, padding=1), R(), C(384, 256, 3, padding=1), R(),
                            M(3, 2), F(), L(6400, 4096), R(), D(.5), L(4096, 4096), R(), D(.5), L(4096, 10)), 224),
    'googlenet': (lambda: Net(C(1, 10, 5), R(), M(2, 2), Inception(10), C(88, 20, 5), R(), M(2, 2), Inception(20), F(), L(1408, 10)), 28),
    'resnet': (lambda: Net(C(1, 16, 5), R(), M(2), ResidualBlock(16), C(16, 32, 5), R(), M(2), ResidualBlock(32), F(), L(512, 10)), 28),
}


def set_weights(model, seed):
    """Sets all weights of a network to the formula's values."""
    fan_in = {}
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            fan_in[id(module.weight)] = fan_in[id(module.bias)] = module.weight[0].numel()
    with torch.no_grad():
        for p, w in enumerate(model.parameters(), start=1):
            u = hash01(torch.arange(w.numel(), dtype=torch.int64), p, seed)
            w.copy_(((2 * u - 1) / math.sqrt(fan_in[id(w)])).reshape(w.shape))
