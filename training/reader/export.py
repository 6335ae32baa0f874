"""Writes a trained network as the files the package ships: `python -m reader.export WEIGHTS FOLDER`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model

from reader.examples import LENGTH
from reader.labels import DEPTH, FORMS, HEADS, MARKS, ROLES, ROOTS, STATUSES, TYPES
from reader.network import Network
from reader.tokens import base_folder, tokenizer_of
from reader.train import read_weights

__all__ = ["export"]


def export(network: Network, base: Path, folder: Path, *, version: str) -> None:
    """Writes reader.onnx (weights as 8-bit integers), tokenizer.json and labels.json into `folder`.

    Weights keep to 7 bits, for on processors without VNNI sums of full 8-bit products overflow and the answers would
    depend on the machine.
    """
    folder.mkdir(parents=True, exist_ok=True)
    network = network.cpu().eval()
    network.encoder.config._attn_implementation = "eager"
    ids = torch.ones(1, 16, dtype=torch.long)
    with TemporaryDirectory() as temporary:
        plain, fused = Path(temporary, "plain.onnx"), Path(temporary, "fused.onnx")
        torch.onnx.export(
            network,
            (ids, torch.ones_like(ids)),
            str(plain),
            input_names=["ids", "mask"],
            output_names=["out"],
            dynamic_axes={name: {0: "sentences", 1: "tokens"} for name in ("ids", "mask", "out")},
            opset_version=17,
            dynamo=False,
        )
        config = network.encoder.config
        optimized = optimize_model(
            str(plain), model_type="bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size
        )
        optimized.save_model_to_file(str(fused))
        quantize_dynamic(
            fused,
            folder / "reader.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    tokenizer_of(base).save(str(folder / "tokenizer.json"), pretty=False)
    labels = {
        "version": version,
        "length": LENGTH,
        "depth": DEPTH,
        "heads": [list(head) for head in HEADS],
        "types": list(TYPES),
        "roots": list(ROOTS),
        "forms": list(FORMS),
        "statuses": list(STATUSES),
        "roles": list(ROLES),
        "marks": {key: list(pair) for key, pair in MARKS.items()},
    }
    (folder / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--version", required=True)
    parser.add_argument("--base", type=Path, default=None)
    args = parser.parse_args()
    base = args.base or base_folder()
    export(read_weights(args.weights, base), base, args.folder, version=args.version)


if __name__ == "__main__":
    main()
