"""Fits the pair head anew on a trained encoder: `python -m reader.refit WEIGHTS OUT`.

For a change of the root classes' mapping, which needs no new encoder: a linear layer over the frozen encoder's mean and
marks, in minutes.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from bilateral.benchmarks.plv import macro_f1
from reader.data import load, shown
from reader.examples import IGNORE, Pair, batches
from reader.labels import ROOTS, TYPES, spread
from reader.markup import Passage
from reader.network import Network, collate
from reader.tokens import base_folder, tokenizer_of
from reader.train import read_weights

__all__ = ["features", "refit"]

_AT = spread()
_ROOTS_FROM = 1 + len(TYPES)
_HEADS = ("pair_all", "pair_source", "pair_target")


@torch.no_grad()
def features(network: Network, pairs: list[Pair]) -> tuple[Tensor, Tensor]:
    """(pairs, 3 x hidden) mean and marks of each pair, and its root class."""
    found, roots = [], []
    for batch in batches(pairs, 32):
        here = [e for e in batch if isinstance(e, Pair)]
        ids, mask = collate(batch, torch.device("cpu"))
        hidden = network.hidden(ids, mask)
        rows = torch.arange(len(here))
        mean = (hidden * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        marks = [hidden[rows, torch.tensor([getattr(e, side) for e in here])] for side in ("source", "target")]
        found.append(torch.cat([mean, *marks], dim=-1))
        roots += [e.root for e in here]
    return torch.cat(found), torch.tensor(roots)


def refit(
    network: Network, train: tuple[Tensor, Tensor], *, steps: int = 500, decay: float = 1e-2, seed: int = 1
) -> None:
    """Puts newly fitted weights for the root classes into the network's pair heads; they begin as they are."""
    torch.manual_seed(seed)
    rows = [torch.arange(_AT[head].start + _ROOTS_FROM, _AT[head].stop) for head in _HEADS]
    began = torch.cat([network.heads.weight.data[r] for r in rows], dim=1)
    weight = began.clone().requires_grad_()
    bias = sum(network.heads.bias.data[r] for r in rows).clone().requires_grad_()
    optimizer = torch.optim.AdamW([weight, bias], lr=1e-3, weight_decay=0.0)
    x, y = train
    for step in range(steps):
        at = torch.randint(len(x), (512,))
        loss = functional.cross_entropy(x[at] @ weight.T + bias, y[at], label_smoothing=0.05)
        loss = loss + decay * (weight - began).square().sum()
        optimizer.param_groups[0]["lr"] = 1e-3 * (1 - step / steps)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    width = network.heads.weight.shape[1]
    with torch.no_grad():
        for at, r in enumerate(rows):
            network.heads.weight[r] = weight[:, at * width : (at + 1) * width]
            network.heads.bias[r] = bias if at == 0 else 0.0


def told(network: Network, x: Tensor) -> list[str]:
    """The root classes that the network's heads give to features."""
    width = network.heads.weight.shape[1]
    logits = 0
    for at, head in enumerate(_HEADS):
        rows = torch.arange(_AT[head].start + _ROOTS_FROM, _AT[head].stop)
        part = x[:, at * width : (at + 1) * width]
        logits = logits + part @ network.heads.weight.data[rows].T + network.heads.bias.data[rows]
    return [ROOTS[k] for k in logits.argmax(-1).tolist()]


def pairs_in(found: list[Passage], tokenizer: Tokenizer, *, changed: bool) -> list[Pair]:
    return [e for e in shown(found, tokenizer, Random(5), changed=changed) if isinstance(e, Pair) and e.root != IGNORE]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--base", type=Path, default=None)
    args = parser.parse_args()
    base = args.base or base_folder()
    tokenizer = tokenizer_of(base)
    network = read_weights(args.weights, base)
    train, test = load()
    x = features(network, pairs_in(train, tokenizer, changed=False))
    held, truth = features(network, pairs_in(test, tokenizer, changed=False))
    gold = [ROOTS[k] for k in truth.tolist()]
    print(f"root macro-F1 before {macro_f1(gold, told(network, held)):.3f}")
    refit(network, x)
    print(f"root macro-F1 after  {macro_f1(gold, told(network, held)):.3f}")
    torch.save(network.state_dict(), args.out)


if __name__ == "__main__":
    main()
