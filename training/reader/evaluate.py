"""How well a network reads passages it has not seen: triggers, roles, status, form, and marked pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from tokenizers import Tokenizer

from bilateral.benchmarks.plv import f1, macro_f1
from reader.examples import Pair, Plain, batches, pair_example, pairs_of, plain_example
from reader.labels import ROOTS, TYPES, spread
from reader.markup import Passage
from reader.network import Network, collate, pair_logits, role_logits

__all__ = ["evaluate", "figures", "pair_predictions"]

_AT = spread()


def triggers_in(logits: np.ndarray) -> list[tuple[int, int, int]]:
    """(first, last + 1, type) of runs of tokens with one type in (tokens, 1 + TYPES) logits, [CLS] and [SEP] aside."""
    types = logits.argmax(-1)
    found: list[tuple[int, int, int]] = []
    for at in range(1, len(types) - 1):
        if types[at] == 0:
            continue
        if found and found[-1][1] == at and found[-1][2] == types[at]:
            found[-1] = (found[-1][0], at + 1, found[-1][2])
        else:
            found.append((at, at + 1, int(types[at])))
    return found


@torch.no_grad()
def figures(network: Network, tokenizer: Tokenizer, found: Sequence[Passage]) -> dict[str, float]:
    """Trigger F1 (type and a token right), F1 of the sides of triggers found, shares of right forms and statuses."""
    device = next(network.parameters()).device
    count: Counter[str] = Counter()
    plain: list[Plain] = [plain_example(p, tokenizer) for p in found]
    for batch in batches(plain, 64):
        ids, mask = collate(batch, device)
        out = network(ids, mask).float().cpu()
        for padded, e in zip(out, batch, strict=True):
            assert isinstance(e, Plain)
            row = padded[: len(e.ids)]
            told = triggers_in(row[:, _AT["trigger"]].numpy())
            count["told"] += len(told)
            count["wanted"] += len(e.triggers)
            count["any right"] += sum(any(set(range(a, b)) & set(at.tolist()) for at in e.triggers) for a, b, _ in told)
            left = set(range(len(told)))
            for at, form, status, plays in zip(e.triggers, e.forms, e.statuses, e.roles, strict=True):
                kind = int(e.types[at[0]])
                hits = [i for i in left if told[i][2] == kind and set(range(*told[i][:2])) & set(at.tolist())]
                if not hits:
                    count["roles wanted"] += sum(_runs(plays[r]) for r in range(2))
                    continue
                left.discard(hits[0])
                count["right"] += 1
                where = torch.arange(*told[hits[0]][:2])
                mean = row[where].mean(0)
                count["form right"] += int(mean[_AT["form"]].argmax()) == form
                count["status right"] += int(mean[_AT["status"]].argmax()) == status
                scores = role_logits(row, where).numpy() > 0
                for r in range(2):
                    count["roles wanted"] += _runs(plays[r])
                    count["roles told"] += _runs(scores[r])
                    count["roles right"] += _hits(plays[r] > 0, scores[r])
    gold, guess, groups = pair_predictions(network, tokenizer, found)
    return {
        "trigger F1": f1(count["right"], count["told"], count["wanted"]),
        "any trigger F1": f1(count["any right"], count["told"], count["wanted"]),
        "role F1": f1(count["roles right"], count["roles told"], count["roles wanted"]),
        "form": count["form right"] / max(1, count["right"]),
        "status": count["status right"] / max(1, count["right"]),
        "root macro-F1": macro_f1(gold, guess),
        "pairs": float(len(gold)),
    } | groups


def _runs(plays: np.ndarray) -> int:
    on = np.concatenate([[False], plays > 0])
    return int((on[1:] & ~on[:-1]).sum())


def _hits(gold: np.ndarray, told: np.ndarray) -> int:
    """Runs of `gold` that a run of `told` meets, each of `told` once."""
    right, at, used = 0, 0, -1
    while at < len(gold):
        if gold[at]:
            end = at
            while end < len(gold) and gold[end]:
                end += 1
            inside = [i for i in range(at, end) if told[i]]
            if inside:
                first = inside[0]
                while first > 0 and told[first - 1]:
                    first -= 1
                if first > used:
                    right += 1
                    used = first
            at = end
        else:
            at += 1
    return right


@torch.no_grad()
def pair_predictions(
    network: Network, tokenizer: Tokenizer, found: Sequence[Passage]
) -> tuple[list[str], list[str], dict[str, float]]:
    """Root classes, gold and told, of every marked pair."""
    device = next(network.parameters()).device
    pairs = []
    for passage in found:
        for source, target, kind, root in pairs_of(passage):
            pair = pair_example(passage.text, source, target, tokenizer, kind=kind, root=root)
            if pair is not None:
                pairs.append(pair)
    gold: list[str] = []
    told: list[str] = []
    types_right = 0
    for batch in batches(pairs, 64):
        ids, mask = collate(batch, device)
        here = [e for e in batch if isinstance(e, Pair)]
        logits = pair_logits(
            network(ids, mask).float(),
            mask,
            torch.tensor([e.source for e in here], device=device),
            torch.tensor([e.target for e in here], device=device),
        ).cpu()
        guess = logits[:, 1 + len(TYPES) :].argmax(-1).tolist()
        kinds = logits[:, : 1 + len(TYPES)].argmax(-1).tolist()
        gold += [ROOTS[e.root] for e in here]
        told += [ROOTS[g] for g in guess]
        types_right += sum(k == e.type for k, e in zip(kinds, here, strict=True))
    return gold, told, {"pair type": types_right / max(1, len(pairs))}


def evaluate(network: Network, tokenizer: Tokenizer, found: Sequence[Passage]) -> str:
    """A table of the figures."""
    network.eval()
    return "\n".join(f"{name:16} {value:.3f}" for name, value in figures(network, tokenizer, found).items())
