"""Averages the weights of networks that began alike: `python -m reader.average A.pt B.pt ... OUT.pt`."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

__all__ = ["average"]


def average(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of every weight."""
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, nargs="+", help="weights of networks, then the file to write")
    *trained, out = parser.parse_args().weights
    torch.save(average([torch.load(path, map_location="cpu") for path in trained]), out)


if __name__ == "__main__":
    main()
