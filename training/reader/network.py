"""The model: one encoder pass a sentence, and linear heads that say for every token what `labels.HEADS` lists."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoConfig, AutoModel, PreTrainedConfig

from reader.examples import IGNORE, Example, Pair, Plain
from reader.labels import DEPTH, ROLES, TYPES, WIDTH, spread

__all__ = ["Network", "collate", "config_of", "loss_of", "pair_logits", "role_logits", "taught_loss"]

_AT = spread()
_PAIR_TYPES = 1 + len(TYPES)
# Nine tokens of ten tell no act: unweighted, they drown those that do.
_NONE_WEIGHT = 0.3
_PAD, _CLS, _SEP = 0, 101, 102
_HEARD = 160  # tokens of a batch whose form, status and roles are learned from teachers


class Network(nn.Module):
    """(ids, mask), both (sentences, tokens) -> (sentences, tokens, WIDTH).

    The ids are those of the student's tokenizer, BERT's: MPNet's words are the same in the same order, four further on.
    """

    def __init__(self, config: PreTrainedConfig) -> None:
        super().__init__()
        self.encoder = AutoModel.from_config(config, add_pooling_layer=False)
        self.drop = nn.Dropout(0.1)
        self.heads = nn.Linear(config.hidden_size, WIDTH)
        self.register_buffer(
            "words", _words_of_mpnet(config) if config.model_type == "mpnet" else None, persistent=False
        )

    @classmethod
    def fresh(cls, base: Path, *, layers: int | None = None) -> Network:
        """A network whose encoder begins with the weights in the folder `base`, or with every other of its layers where
        `layers` asks for fewer."""
        network = cls(config_of(base))
        network.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False, dtype=torch.float32)
        if layers is not None:
            every = network.encoder.encoder.layer
            kept = [every[len(every) * (at + 1) // layers - 1] for at in range(layers)]
            network.encoder.encoder.layer = nn.ModuleList(kept)
            network.encoder.config.num_hidden_layers = layers
        return network

    def hidden(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(sentences, tokens, hidden): what the heads read."""
        words = ids if self.words is None else self.words[ids]
        found: Tensor = self.encoder(input_ids=words, attention_mask=mask).last_hidden_state
        return found

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        return self.heads(self.drop(self.hidden(ids, mask)))


def _words_of_mpnet(config: PreTrainedConfig) -> Tensor:
    """(words,) MPNet's id of each of BERT's."""
    words = torch.arange(config.vocab_size) + 4
    words[_PAD], words[_CLS], words[_SEP] = config.pad_token_id, config.bos_token_id, config.eos_token_id
    return words


def config_of(base: Path) -> PreTrainedConfig:
    """Of the encoder in the folder `base`: BERT's or MPNet's kind."""
    config = AutoConfig.from_pretrained(base)
    if config.model_type not in ("bert", "mpnet"):
        raise ValueError(f"{base}: an encoder of the kind {config.model_type}; BERT's and MPNet's words are known here")
    return config


def collate(examples: Sequence[Example], device: torch.device) -> tuple[Tensor, Tensor]:
    """Ids and mask of a batch, padded with 0."""
    longest = max(len(e.ids) for e in examples)
    ids = np.zeros((len(examples), longest), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, example in enumerate(examples):
        ids[row, : len(example.ids)] = example.ids
        mask[row, : len(example.ids)] = 1
    return torch.from_numpy(ids).to(device), torch.from_numpy(mask).to(device)


def pair_logits(out: Tensor, mask: Tensor, source: Tensor, target: Tensor) -> Tensor:
    """(sentences, 1 + TYPES + ROOTS): which act passes from the marked source to the marked target."""
    weight = mask.unsqueeze(-1).float()
    mean = (out[..., _AT["pair_all"]] * weight).sum(1) / weight.sum(1)
    rows = torch.arange(len(out), device=out.device)
    return mean + out[rows, source][:, _AT["pair_source"]] + out[rows, target][:, _AT["pair_target"]]


def role_logits(row: Tensor, at: Tensor) -> Tensor:
    """(ROLES, tokens): which tokens of one sentence play which role in the act told by the tokens `at`."""
    weights = torch.zeros(1, len(row), device=row.device)
    weights[0, at] = 1 / len(at)
    return _roles(row.unsqueeze(0), weights @ row)[0]


def _roles(rows: Tensor, told: Tensor) -> Tensor:
    """(triggers, ROLES, tokens) from each trigger's sentence (triggers, tokens, WIDTH) and mean (triggers, WIDTH)."""
    asks = told[:, _AT["asks"]].view(len(told), len(ROLES), DEPTH)
    answers = rows[..., _AT["answers"]].view(*rows.shape[:2], len(ROLES), DEPTH)
    return torch.einsum("nrd,ntrd->nrt", asks, answers) / DEPTH**0.5 - 2.0


def loss_of(out: Tensor, mask: Tensor, examples: Sequence[Example], *, smoothing: float) -> Tensor:
    """The weighted sum of the heads' losses over a batch, each a mean over what it is asked."""
    total = out.new_zeros(())
    plain = [(row, e) for row, e in enumerate(examples) if isinstance(e, Plain)]
    if plain:
        total = total + _plain_loss(out, mask, plain, smoothing)
    pairs = [(row, e) for row, e in enumerate(examples) if isinstance(e, Pair)]
    if pairs:
        total = total + _pair_loss(out, mask, pairs, smoothing)
    return total


def _plain_loss(out: Tensor, mask: Tensor, plain: Sequence[tuple[int, Plain]], smoothing: float) -> Tensor:
    device, length = out.device, out.shape[1]
    types = np.full((len(plain), length), IGNORE, dtype=np.int64)
    for at, (_, e) in enumerate(plain):
        types[at, : len(e.types)] = e.types
    rows = torch.tensor([row for row, _ in plain], device=device)
    weight = torch.ones(1 + len(TYPES), device=device)
    weight[0] = _NONE_WEIGHT
    total = 2.0 * functional.cross_entropy(
        out[rows][..., _AT["trigger"]].flatten(0, 1),
        torch.from_numpy(types).flatten().to(device),
        weight=weight,
        label_smoothing=smoothing,
    )
    count = sum(len(e.triggers) for _, e in plain)
    if not count:
        return total
    weights = np.zeros((count, length), dtype=np.float32)
    plays = np.zeros((count, len(ROLES), length), dtype=np.float32)
    owner, forms, statuses = [], [], []
    for row, e in plain:
        for where, form, status, role in zip(e.triggers, e.forms, e.statuses, e.roles, strict=True):
            weights[len(owner), where] = 1 / len(where)
            plays[len(owner), :, : role.shape[1]] = role
            owner.append(row)
            forms.append(form)
            statuses.append(status)
    whose = torch.tensor(owner, device=device)
    mine = out[whose]
    told = torch.einsum("nt,ntw->nw", torch.from_numpy(weights).to(device), mine)
    for head, truth, share in (("form", forms, 0.5), ("status", statuses, 1.0)):
        total = total + share * functional.cross_entropy(
            told[:, _AT[head]], torch.tensor(truth, device=device), label_smoothing=smoothing
        )
    errors = functional.binary_cross_entropy_with_logits(
        _roles(mine, told), torch.from_numpy(plays).to(device), reduction="none"
    ).sum(1)
    here = mask[whose].float()
    return total + 4.0 * (errors * here).sum() / here.sum()


def _pair_loss(out: Tensor, mask: Tensor, pairs: Sequence[tuple[int, Pair]], smoothing: float) -> Tensor:
    device = out.device
    rows = torch.tensor([row for row, _ in pairs], device=device)
    logits = pair_logits(
        out[rows],
        mask[rows],
        torch.tensor([e.source for _, e in pairs], device=device),
        torch.tensor([e.target for _, e in pairs], device=device),
    )
    total = out.new_zeros(())
    for part, truth in (
        (logits[:, :_PAIR_TYPES], [e.type for _, e in pairs]),
        (logits[:, _PAIR_TYPES:], [e.root for _, e in pairs]),
    ):
        labels = torch.tensor(truth, device=device)
        if (labels != IGNORE).any():
            total = total + functional.cross_entropy(part, labels, label_smoothing=smoothing)
    return total


def taught_loss(out: Tensor, said: Sequence[Tensor], mask: Tensor, examples: Sequence[Example]) -> Tensor:
    """How far the network is from the mean of what its teachers say, weighted as in `loss_of`."""
    total = out.new_zeros(())
    plain = [row for row, e in enumerate(examples) if isinstance(e, Plain) or e.source is None]
    if plain:
        rows = torch.tensor(plain, device=out.device)
        total = total + _taught_plain(out[rows], [s[rows] for s in said], mask[rows])
    pairs = [(row, e) for row, e in enumerate(examples) if not isinstance(e, Plain) and e.source is not None]
    if pairs:
        rows = torch.tensor([row for row, _ in pairs], device=out.device)
        source = torch.tensor([e.source for _, e in pairs], device=out.device)
        target = torch.tensor([e.target for _, e in pairs], device=out.device)
        heard = [pair_logits(s[rows], mask[rows], source, target) for s in said]
        mine = pair_logits(out[rows], mask[rows], source, target)
        for part in (slice(0, _PAIR_TYPES), slice(_PAIR_TYPES, None)):
            goal = torch.stack([h[:, part].softmax(-1) for h in heard]).mean(0)
            total = total - (goal * mine[:, part].log_softmax(-1)).sum(-1).mean()
    return total


def _taught_plain(out: Tensor, said: Sequence[Tensor], mask: Tensor) -> Tensor:
    """Triggers everywhere; form, status and roles at tokens that the teachers take for triggers."""
    goal = torch.stack([s[..., _AT["trigger"]].softmax(-1) for s in said]).mean(0)
    inner = mask.float()
    inner[:, 0] = 0  # [CLS]
    weight = inner * (_NONE_WEIGHT + (1 - _NONE_WEIGHT) * (1 - goal[..., 0]))
    errors = -(goal * out[..., _AT["trigger"]].log_softmax(-1)).sum(-1)
    total = 2.0 * (errors * weight).sum() / weight.sum()
    at = ((1 - goal[..., 0]) * inner > 0.4).nonzero()
    if not len(at):
        return total
    at = at[torch.randperm(len(at), device=at.device)[:_HEARD]]
    row, token = at.T
    mine, theirs = out[row], [s[row] for s in said]
    told = out[row, token]
    for head, share in (("form", 0.5), ("status", 1.0)):
        wanted = torch.stack([s[row, token][:, _AT[head]].softmax(-1) for s in said]).mean(0)
        total = total - share * (wanted * told[:, _AT[head]].log_softmax(-1)).sum(-1).mean()
    plays = torch.stack([_roles(t, s[row, token]).sigmoid() for t, s in zip(theirs, said, strict=True)]).mean(0)
    wrong = functional.binary_cross_entropy_with_logits(_roles(mine, told), plays, reduction="none").sum(1)
    here = mask[row].float()
    return total + 4.0 * (wrong * here).sum() / here.sum()
