"""A trained network as one file for ONNX Runtime, its weights in 8 bits."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import torch

from eval.reader_training.model import CrossEncoder

_OPSET = 17


def export(model: CrossEncoder, out: Path) -> None:
    """Write a network; matrices as one signed byte a weight, activations quantised as they come.

    Args:
        model: on the processor, set to answer.
        out: the file.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    ids = torch.randint(1000, 2000, (2, 16))
    names = ["ids", "mask", "kinds"]
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            model.eval(),
            (ids, torch.ones_like(ids), torch.zeros_like(ids)),
            str(whole),
            input_names=names,
            output_names=["logits"],
            dynamic_axes={name: {0: "pair", 1: "piece"} for name in names},
            opset_version=_OPSET,
            dynamo=False,
        )
        quantize_dynamic(whole, out, weight_type=QuantType.QInt8, per_channel=True)
