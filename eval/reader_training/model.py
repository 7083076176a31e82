"""The trained reader as PyTorch has it: the sentence encoder's layers, and two answers on top.

Mean-pooled head. The word embeddings are the encoder's own and stay as they are, so that words
which no lesson holds keep their meaning.
"""

from __future__ import annotations

from typing import Any

import torch

from index.minilm import WIDTH, load_model

READER_LAYERS = 4
"""Of the encoder's six, from the bottom: what reads 30 pairs in a question's time on two cores."""

OUTPUTS = 2
"""Whether the passage answers, and whether the sentence says it."""


class CrossEncoder(torch.nn.Module):
    """Pairs of word pieces in, (n, 2) of logits out."""

    def __init__(self, layers: int = READER_LAYERS) -> None:
        super().__init__()
        self.encoder: Any = load_model(layers)
        self.encoder.embeddings.requires_grad_(requires_grad=False)
        if self.encoder.pooler is not None:
            self.encoder.pooler = None
        self.drop = torch.nn.Dropout(0.1)
        self.head = torch.nn.Linear(WIDTH, OUTPUTS)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
        """(n, t) of word pieces, of 1 where there is one, and of 1 in the text, else 0."""
        hidden = self.encoder(
            input_ids=ids, attention_mask=mask, token_type_ids=kinds
        ).last_hidden_state
        kept = mask.unsqueeze(-1).to(hidden.dtype)
        pooled = (hidden * kept).sum(1) / kept.sum(1)
        scores: torch.Tensor = self.head(self.drop(pooled))
        return scores
