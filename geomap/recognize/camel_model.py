"""Runs camel-tools' recognizer so that it says how probable its labels are; by itself it names the likeliest only.

camel_tools.ner imports PyTorch and reads a catalogue of data sets, which it downloads where there is none. So it is
imported only by who asks for it, and never without a catalogue.
"""

from collections.abc import Sequence
from itertools import chain, compress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from geomap.errors import RecognizerError
from geomap.recognize.camel_data import catalogue_at_hand, installed_folder

if TYPE_CHECKING:
    import torch
    from camel_tools.ner import NERecognizer

_BATCH = 8
"""Windows of sentences that the model reads at once: of like length, as more would hardly be."""
_WINDOW = 256
"""Word pieces that camel-tools shows the model at once."""
_LONGEST_WORD = 60
"""Characters; longer runs of letters are not words, and their pieces must fit into a window."""
_TEMPERATURE = 1.5
"""Divides the model's scores (Guo et al., "On calibration of modern neural networks", 2017).

Not measured: the data of camel-tools' model was not at hand. Fine-tuned transformers are well calibrated on text like
that of their training and too sure elsewhere (Desai and Durrett, "Calibration of pre-trained transformers", 2020).
"""
_ARCHITECTURE = "BertForTokenClassification"
_COMPONENT = "NamedEntityRecognition"
_INSTALL = "install it with `camel_data -i ner-arabert`, or name a model's folder with --camel-model"


class CamelModel:
    """camel-tools' recognizer with its scores."""

    def __init__(self, recognizer: "NERecognizer") -> None:
        """Take a recognizer of camel-tools, on a GPU if it uses one and there is one."""
        import torch  # noqa: PLC0415  # takes seconds

        self.labels: tuple[str, ...] = tuple(recognizer.labels_map[index] for index in sorted(recognizer.labels_map))
        self._tokenizer = recognizer.tokenizer
        self._device = "cuda" if recognizer.use_gpu and torch.cuda.is_available() else "cpu"
        self._model = recognizer.model.to(self._device).eval()

    def probabilities(self, sentences: Sequence[Sequence[str]]) -> NDArray[np.float64]:
        """Return the probability of each of `labels` at each word of all sentences, shape (words, labels).

        Sentences longer than a window are cut between words, as camel-tools cuts them.
        """
        short = [[word[:_LONGEST_WORD] for word in sentence] for sentence in sentences]
        readable = [[bool(self._tokenizer.tokenize(word)) for word in sentence] for sentence in short]
        found = np.zeros((sum(map(len, short)), len(self.labels)))
        found[:, self.labels.index("O")] = 1
        scores = self._scores([list(compress(*pair)) for pair in zip(short, readable, strict=True)])
        if scores:
            found[list(chain(*readable))] = _softmax(np.concatenate(scores))
        return found

    def _scores(self, sentences: Sequence[Sequence[str]]) -> list[NDArray[np.float64]]:
        """Return the model's scores of each window of the sentences at the first piece of each word."""
        import torch  # noqa: PLC0415
        from camel_tools.ner import NERDataset  # noqa: PLC0415
        from torch.utils.data import DataLoader, Subset  # noqa: PLC0415

        windows = NERDataset(sentences, self._tokenizer, list(self.labels), _WINDOW)
        order = np.argsort([int(window["attention_mask"].sum()) for window in windows.features]).tolist()
        read: list[NDArray[np.float64]] = []
        with torch.inference_mode():
            for batch in DataLoader(Subset(windows, order), _BATCH):  # of like length: camel-tools pads all to the end
                longest = int(batch["attention_mask"].sum(dim=1).max())
                pieces = {name: tensor[:, :longest] for name, tensor in batch.items() if name != "sent_id"}
                firsts = (pieces["label_ids"] != windows.pad_token_label_id).numpy()
                read += [scores[first] for scores, first in zip(self._read(pieces), firsts, strict=True)]
        return [read[place] for place in np.argsort(order).tolist()]

    def _read(self, pieces: "dict[str, torch.Tensor]") -> NDArray[np.float64]:
        names = ("input_ids", "attention_mask", "token_type_ids")
        scores = self._model(**{name: pieces[name].to(self._device) for name in names}).logits
        read: NDArray[np.float64] = scores.double().cpu().numpy()
        return read


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp((scores - scores.max(axis=1, keepdims=True)) / _TEMPERATURE)
    shares: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return shares


def open_camel_model(folder: Path | None) -> CamelModel:
    """Load a token classifier: the one that `camel_data` installed, unless a folder is given.

    Raises:
        RecognizerError: there is none, it is of another kind, or it has other labels than camel-tools' recognizer.
    """
    if folder is None:
        folder = installed_folder(_COMPONENT, "camel-tools' recognizer", _INSTALL)
    if not (folder / "config.json").is_file():  # camel-tools would look for it on the network
        raise RecognizerError(f"{folder}: no model of camel-tools' recognizer; {_INSTALL}")
    try:
        recognizer = _load(folder)
    except Exception as error:  # whatever transformers, PyTorch and safetensors raise
        reason = str(error).partition("\n")[0]
        raise RecognizerError(f"{folder}: camel-tools cannot load this model ({reason}); {_INSTALL}") from error
    kinds = recognizer.model.config.architectures or [_ARCHITECTURE]
    if _ARCHITECTURE not in kinds:  # transformers would fill with chance what it does not find there
        raise RecognizerError(f"{folder}: this model is {', '.join(kinds)}, not {_ARCHITECTURE}; choose another")
    missing = set(recognizer.labels()) - set(recognizer.labels_map.values())
    if missing:
        raise RecognizerError(f"{folder}: this model does not tell {', '.join(sorted(missing))}; choose another")
    return CamelModel(recognizer)


def _load(folder: Path) -> "NERecognizer":
    with catalogue_at_hand():
        from camel_tools.ner import NERecognizer  # noqa: PLC0415  # see the module's docstring
        from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415
    disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it without types
    return NERecognizer(str(folder))
