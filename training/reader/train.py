"""Trains the model: `python -m reader.train OUT [--epochs 6] [--seed 1] [--teachers A.pt B.pt]`.

Base weights are those of all-MiniLM-L6-v2, or of the folder `--base` (BERT's or MPNet's kind). With `--teachers` the
network also learns from what networks trained before, of another size if so wished (`--teacher-base`), say of each
example and of sentences without labels (`--unlabelled`, `--sentences`).
"""

from __future__ import annotations

import argparse
import copy
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import torch
from tokenizers import Tokenizer
from transformers import get_linear_schedule_with_warmup

from reader.augment import reparty, sides_of
from reader.data import load, shown
from reader.evaluate import evaluate
from reader.examples import Example, batches
from reader.markup import Passage
from reader.network import Network, collate, config_of, loss_of, taught_loss
from reader.tokens import base_folder, tokenizer_of
from reader.unlabelled import unlabelled

__all__ = ["fit", "read_weights"]

# An average over about the last 500 steps of training: steadier than its last one.
_AVERAGED = 0.998
_WARMUP = 1 / 12
_TAUGHT = 0.6  # share of the teachers' word in the loss


def _plan(examples: Sequence[Example], random: Random, size: int) -> list[list[Example]]:
    """Batches of similar length in random order; which examples meet changes from epoch to epoch."""
    order = list(examples)
    random.shuffle(order)
    pools = [order[at : at + size * 50] for at in range(0, len(order), size * 50)]
    found = [batch for pool in pools for batch in batches(pool, size)]
    random.shuffle(found)
    return found


def fit(
    epoch: Callable[[int], Sequence[Example]],
    base: Path,
    *,
    epochs: int,
    seed: int = 1,
    rate: float = 2e-4,
    head_rate: float = 1e-3,
    size: int = 32,
    smoothing: float = 0.05,
    teachers: Sequence[Network] = (),
    layers: int | None = None,
    begin: Network | None = None,
    device: str = "cpu",
) -> Network:
    """A trained network: the moving average of its weights.

    `epoch` gives the examples of an epoch by its number. The network begins with the same weights whatever the `seed`,
    which decides the order of the examples and what drops out; the same arguments give the same weights on one machine.
    `begin` is a network to go on from.
    """
    where = torch.device(device)
    torch.manual_seed(0)
    network = (begin or Network.fresh(base, layers=layers)).to(where)
    torch.manual_seed(seed)
    random = Random(seed)
    average = copy.deepcopy(network).eval()
    groups = [
        {"params": list(network.encoder.parameters()), "lr": rate, "weight_decay": 0.01},
        {"params": list(network.heads.parameters()), "lr": head_rate, "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, fused=where.type == "cuda")
    mine, kept = list(network.parameters()), list(average.parameters())
    schedule: torch.optim.lr_scheduler.LRScheduler | None = None
    steps = 0
    for number in range(epochs):
        began, losses = time.perf_counter(), torch.zeros((), device=where)
        network.train()
        plan = _plan(epoch(number), random, size)
        if schedule is None:
            total = len(plan) * epochs
            schedule = get_linear_schedule_with_warmup(optimizer, int(total * _WARMUP), int(total * 1.02) + 1)
        for batch in plan:
            ids, mask = collate(batch, where)
            with torch.autocast(where.type, dtype=torch.bfloat16, enabled=where.type == "cuda"):
                out = network(ids, mask)
                with torch.no_grad():
                    said = [teacher(ids, mask).float() for teacher in teachers]
            loss = loss_of(out.float(), mask, batch, smoothing=smoothing)  # 0 where nothing has a label
            if said:
                loss = (1 - _TAUGHT) * loss + _TAUGHT * taught_loss(out.float(), said, mask, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(mine, 1.0, foreach=True)
            optimizer.step()
            schedule.step()
            losses += loss.detach()
            steps += 1
            with torch.no_grad():
                torch._foreach_lerp_(kept, mine, 1 - min(_AVERAGED, (1 + steps) / (10 + steps)))
        print(
            f"epoch {number + 1}: loss {float(losses) / len(plan):.3f}, {time.perf_counter() - began:.0f} s", flush=True
        )
    return average


def read_weights(path: Path, base: Path) -> Network:
    """A network trained before."""
    network = Network(config_of(base))
    network.load_state_dict({k: v.float() for k, v in torch.load(path, map_location="cpu").items()})
    return network.eval()


def examples_of(
    found: Callable[[int], list[Passage]],
    tokenizer: Tokenizer,
    seed: int,
    *,
    other_sides: float = 0.0,
    free: float = 0.0,
    sentences: Sequence[str] = (),
) -> Callable[[int], list[Example]]:
    """Each epoch's examples of its passages, augmented anew in every one, with a share of other sides (`reparty`); and
    `free` times as many sentences without labels."""

    def epoch(number: int) -> list[Example]:
        random, passages = Random(1000 * seed + number), found(number)
        sides = sides_of(passages)
        changed = [reparty(p, random, sides, other_sides) for p in passages] if other_sides else passages
        examples = shown(changed, tokenizer, random)
        if free:
            examples += unlabelled(passages, sides, sentences, tokenizer, random, count=int(free * len(examples)))
        return examples

    return epoch


def with_new(old: list[Passage], new: list[Passage], share: float) -> Callable[[int], list[Passage]]:
    """Each epoch's passages: all of the new ones, and another share of the old ones so that they are not forgotten."""

    def chosen(number: int) -> list[Passage]:
        return new + Random(number).sample(old, int(share * len(old)))

    return chosen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--base", type=Path, default=None)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--teachers", type=Path, nargs="*", default=[])
    parser.add_argument("--teacher-base", type=Path, default=None, help="the teachers' base, if not --base")
    parser.add_argument("--other-sides", type=float, default=0.0, help="share of sides put in from other passages")
    parser.add_argument("--unlabelled", type=float, default=0.0, help="sentences without labels to one example")
    parser.add_argument("--sentences", type=Path, default=None, help="a file of them, one a line, beside the corpus")
    parser.add_argument("--begin", type=Path, default=None, help="go on from these weights")
    parser.add_argument("--new", nargs="*", default=[], help="files of the corpus that --begin has not seen")
    parser.add_argument("--old-share", type=float, default=0.3, help="how much of the rest each epoch shows")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--size", type=int, default=32, help="examples of a batch")
    parser.add_argument("--all", action="store_true", help="train on the held-out tenth too")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    args = parser.parse_args()
    base = args.base or base_folder()
    tokenizer = tokenizer_of(base_folder())
    train, test = load()
    told = train + test if args.all else train
    new = [p for p in told if p.source.partition(":")[0] in args.new]
    old = [p for p in told if p.source.partition(":")[0] not in args.new]
    if args.unlabelled and not args.teachers:
        parser.error("--unlabelled: sentences without labels need --teachers")
    examples = examples_of(
        with_new(old, new, args.old_share) if args.new else lambda _: told,
        tokenizer,
        args.seed,
        other_sides=args.other_sides,
        free=args.unlabelled,
        sentences=args.sentences.read_text(encoding="utf-8").splitlines() if args.sentences else (),
    )
    network = fit(
        examples,
        base,
        epochs=args.epochs,
        seed=args.seed,
        rate=args.rate,
        head_rate=5 * args.rate,
        begin=read_weights(args.begin, base) if args.begin else None,
        size=args.size,
        teachers=[read_weights(path, args.teacher_base or base).to(args.device) for path in args.teachers],
        device=args.device,
    )
    torch.save(network.state_dict(), args.out)
    if not args.all:
        print(evaluate(network, tokenizer, test))


if __name__ == "__main__":
    main()
