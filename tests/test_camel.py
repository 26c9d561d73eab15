"""camel-tools' recognizer, with a token classifier so small that the tests train it themselves."""

import json
import random
import shutil
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from commands import Command, Done, invoke_at
from geomap.errors import RecognizerError
from geomap.gazetteer import Gazetteer
from geomap.pipeline import Settings, geoparse
from geomap.reasons import reason
from geomap.recognize.camel import CamelLabeler, begun, merge, sentences
from geomap.recognize.camel_model import CamelModel, open_camel_model
from geomap.recognize.decode import LABELS, probability
from geomap.recognize.encode import Batch, encode
from geomap.recognize.labeler import Labeler, PooledLabeler, Recognizer, TaggerLabeler, open_labeler, pool
from geomap.recognize.tagger import shipped_tagger
from geomap.records import Article, Kind
from geomap.split import split_article
from strategies import articles

LABEL_NAMES = ("B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O")
PHRASES = (
    ("بنغازي", "B-LOC"),
    ("وبيروت", "B-LOC"),
    ("كرنبوش", "B-LOC"),  # in no gazetteer
    ("الصحفيون", "B-LOC"),  # no name at all
    ("تل أبيب", "B-LOC I-LOC"),
    ("صحيفة الرياض", "B-ORG I-ORG"),
    ("كريم بنزيما", "B-PERS I-PERS"),
    ("طبرق", "O"),  # a town, and the model is taught not to know it
    *((word, "O") for word in "وصل الوفد إلى مدينة في أمس ثم عاد من خبر ، . : ( )".split()),
)
"""What the model is taught: a label for each word, whatever stands beside it."""
_LENGTH = 40  # pieces in a row of its training
MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def pieces(word: str) -> list[str]:
    """Cut a word as the model's vocabulary does: long ones into pieces of at most three letters."""
    parts = [word[start : start + 3] for start in range(0, len(word), 3)]
    return [parts[0], *("##" + part for part in parts[1:])]


def phrases(seed: int, count: int) -> list[tuple[str, str]]:
    """Return words in random order, each with its label."""
    chosen = random.Random(seed).choices(PHRASES, k=count)  # noqa: S311  # no secret
    return [pair for words, labels in chosen for pair in zip(words.split(), labels.split(), strict=True)]


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Train a token classifier on `PHRASES`, and save it as transformers does."""
    import torch  # noqa: PLC0415  # takes seconds
    from transformers import BertConfig, BertForTokenClassification, BertTokenizer  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("model")
    known = sorted({piece for words, _ in PHRASES for word in words.split() for piece in pieces(word)})
    vocabulary = {piece: number for number, piece in enumerate((*MARKS, *known))}
    tokenizer = BertTokenizer(vocab=vocabulary, do_lower_case=False)
    tokenizer.save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64,
        id2label=dict(enumerate(LABEL_NAMES)), label2id={name: number for number, name in enumerate(LABEL_NAMES)},
    )  # fmt: skip
    torch.manual_seed(1)
    model = BertForTokenClassification(config)
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3)
    for step in range(80):
        rows = [_taught(phrases(8 * step + row, 40), vocabulary) for row in range(8)]
        first = random.Random(step).randrange(256 - _LENGTH)  # noqa: S311  # so that it learns all positions
        loss = model(
            torch.tensor([row[0] for row in rows]),
            position_ids=torch.arange(first, first + _LENGTH)[None],
            labels=torch.tensor([row[1] for row in rows]),
        ).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.save_pretrained(folder)
    return folder


def _taught(words: list[tuple[str, str]], vocabulary: dict[str, int]) -> tuple[list[int], list[int]]:
    """Return a window of the vocabulary's numbers, and the label's number at the first piece of each word."""
    numbers, labels = [vocabulary["[CLS]"]], [-100]
    for word, label in words:
        cut = pieces(word)
        numbers += [vocabulary[piece] for piece in cut]
        labels += [LABEL_NAMES.index(label)] + [-100] * (len(cut) - 1)
    return [*numbers[: _LENGTH - 1], vocabulary["[SEP]"]], [*labels[: _LENGTH - 1], -100]


@pytest.fixture(scope="session")
def model(model_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> CamelModel:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))  # camel_tools makes a folder there
        patch.delenv("CAMELTOOLS_DATA", raising=False)
        return open_camel_model(model_folder)


@pytest.fixture(scope="session")
def predict(model: CamelModel, model_folder: Path) -> Callable[[list[list[str]]], list[list[str]]]:
    assert model.labels == LABEL_NAMES
    from camel_tools.ner import NERecognizer  # noqa: PLC0415  # `model` has imported it, and given it a catalogue

    predicted: Callable[[list[list[str]]], list[list[str]]] = NERecognizer(str(model_folder)).predict
    return predicted


@pytest.fixture(scope="session")
def camel(model: CamelModel) -> CamelLabeler:
    return CamelLabeler(shipped_tagger(), model)


def batches(text: str, gazetteer: Gazetteer) -> list[Batch]:
    article = Article(id="a", text=text)
    return list(encode([split_article(article)], gazetteer, shipped_tagger()))


def named(probabilities: NDArray[np.float64]) -> list[str]:
    return [LABEL_NAMES[number] for number in probabilities.argmax(axis=1)]


def found(gazetteer: Gazetteer, labeler: Labeler, text: str) -> list[tuple[str, Kind]]:
    result = geoparse(Article(id="a", text=text), gazetteer, Settings(labeler=labeler))
    return [(resolution.mention.surface, resolution.mention.kind) for resolution in result.resolutions]


# What the model says


def test_the_model_has_learned_its_sentences(model: CamelModel) -> None:
    words = phrases(seed=-1, count=60)
    assert named(model.probabilities([[word for word, _ in words]])) == [label for _, label in words]


def test_labels_are_those_of_camel_tools(
    model: CamelModel, predict: Callable[[list[list[str]]], list[list[str]]]
) -> None:
    given_words = [[word for word, _ in phrases(seed, count)] for seed, count in enumerate((1, 40, 3, 400, 7) * 9)]
    assert max(len(pieces(word)) for word in chain(*given_words)) > 1
    said = model.probabilities(given_words)
    assert said.shape == (sum(map(len, given_words)), len(LABEL_NAMES))
    assert named(said) == list(chain(*predict(given_words)))
    assert said.sum(axis=1) == pytest.approx(1)


def test_words_that_the_tokenizer_drops_are_no_entities(model: CamelModel) -> None:
    said = model.probabilities([["\N{RIGHT-TO-LEFT MARK}", "بنغازي"], [], ["\N{WORD JOINER}"], ["في"]])
    assert named(said) == ["O", "B-LOC", "O", "O"]
    assert said[0] == pytest.approx(said[2])
    assert said[1] == pytest.approx(model.probabilities([["بنغازي"]])[0], abs=1e-4)


def test_nothing_to_read(model: CamelModel) -> None:
    assert model.probabilities([]).shape == (0, len(LABEL_NAMES))
    assert named(model.probabilities([["\N{RIGHT-TO-LEFT MARK}"]])) == ["O"]


def test_a_word_longer_than_the_window_is_read(model: CamelModel) -> None:
    said = model.probabilities([["بنغازي", "東" * 1000, "بنغازي"]])
    assert [named(said)[0], named(said)[2]] == ["B-LOC", "B-LOC"]


# Our tokens and its words


def test_words_are_cut_as_camel_tools_cuts_them(gazetteer: Gazetteer) -> None:
    from camel_tools.tokenizers.word import simple_word_tokenize  # noqa: PLC0415  # imports without a catalogue

    text = "وصل الوفد (أمس) إلى بنغازي، ثم عاد: «من» تل أبيب.\nخبر #في_بنغازي 1973!"
    (batch,) = batches(text, gazetteer)
    assert sentences(batch) == [simple_word_tokenize(line) for line in text.splitlines()]


def test_words_reach_the_model_without_vowels(gazetteer: Gazetteer) -> None:
    text = "بَنْغـــازي\N{RIGHT-TO-LEFT MARK} ،"
    (batch,) = batches(text, gazetteer)
    assert [words[0] for words in sentences(batch)] == ["بنغازي"]


def test_each_token_has_the_label_of_its_word(gazetteer: Gazetteer, camel: CamelLabeler) -> None:
    text = "وصل الوفد إلى (بنغازي)، ثم كرنبوش.\nعاد من تل أبيب وبيروت."
    (batch,) = batches(text, gazetteer)
    assert len(batch.sentences) == 2
    said = camel.probabilities(batch)
    assert said.shape == (len(batch.rows), LABELS)
    best = {
        text[token.start : token.end]: label
        for encoded in batch.sentences
        for token, label in zip(encoded.tokens.all, said[encoded.offset :].argmax(axis=1).tolist(), strict=False)
    }
    expected = {"بنغازي": 1, "كرنبوش": 1, "تل": 1, "أبيب": 2, "وبيروت": 1}
    assert best == dict.fromkeys(best, 0) | expected


def test_no_token_of_a_long_sentence_is_lost(gazetteer: Gazetteer, camel: CamelLabeler) -> None:
    text = "عاد ثم في " * 98 + "كرنبوش"
    (batch,) = batches(text, gazetteer)
    (encoded,) = batch.sentences
    count = len(encoded.tokens.all)
    assert count > 256, "more than camel-tools shows the model at once"
    said = camel.probabilities(batch)[encoded.offset : encoded.offset + count]
    assert said[:, 1].argmax() == count - 1
    assert said[-1, 1] > 0.9
    assert found(gazetteer, camel, text) == [("كرنبوش", Kind.LITERAL)]


@settings(max_examples=25, deadline=None)
@given(article=articles)
def test_any_text_can_be_read(gazetteer: Gazetteer, camel: CamelLabeler, article: Article) -> None:
    for batch in encode([split_article(article)], gazetteer, shipped_tagger()):
        said = camel.probabilities(batch)
        assert said.shape == (len(batch.rows), LABELS)
        assert (said >= 0).all()
        assert said.sum(axis=1) == pytest.approx(1)


# Its labels and ours


def distributions(labels: int) -> st.SearchStrategy[NDArray[np.float64]]:
    """Probabilities of labels at up to six tokens."""
    weights = arrays.arrays(np.float64, st.tuples(st.integers(1, 6), st.just(labels)), elements=st.floats(0.01, 1))
    return weights.map(lambda rows: rows / rows.sum(axis=1, keepdims=True))


@given(said=distributions(3))
def test_a_place_has_a_first_token(said: NDArray[np.float64]) -> None:
    places = begun(said[:, :2])
    assert places.sum(axis=1) == pytest.approx(said[:, :2].sum(axis=1)), "only what is first changes"
    assert places[0, 1] == 0, "nothing goes on at the start"
    assert (places[:, 0] >= said[:, 0]).all()


def test_what_goes_on_without_a_place_before_begins_one() -> None:
    assert begun(np.array([[0, 1.0], [0, 1], [0, 0], [1, 0]])).tolist() == [[1, 0], [0, 1], [0, 0], [1, 0]]


@given(own=distributions(LABELS), said=st.data())
def test_merged_labels_are_probabilities(own: NDArray[np.float64], said: st.DataObject) -> None:
    other = said.draw(distributions(4).filter(lambda rows: len(rows) >= len(own)))[: len(own)]
    merged = merge(own, other[:, :2], other[:, 2])
    assert (merged >= 0).all()
    assert merged.sum(axis=1) == pytest.approx(1)
    assert merged[:, 1:3] == pytest.approx(other[:, :2]), "literal mentions are the recognizer's alone"


def test_a_place_inside_an_organization_is_associative() -> None:
    own = np.zeros((1, LABELS))
    own[0, 1] = 1
    assert merge(own, np.zeros((1, 2)), np.ones(1))[0].tolist() == [0, 0, 0, 1, 0, 0, 0]


@given(rows=distributions(LABELS), others=st.data(), share=st.floats(0, 1))
def test_pooled_log_odds_are_the_weighted_mean(rows: NDArray[np.float64], others: st.DataObject, share: float) -> None:
    other = others.draw(distributions(LABELS).filter(lambda drawn: len(drawn) >= len(rows)))[: len(rows)]
    pooled = pool(rows, other, share)
    assert pooled.sum(axis=1) == pytest.approx(1)
    expected = share * _log_odds(rows) + (1 - share) * _log_odds(other)
    assert _log_odds(pooled) == pytest.approx(expected, abs=1e-9)


def _log_odds(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    odds: NDArray[np.float64] = np.log(rows[:, 1:] / rows[:, :1])
    return odds


# Mentions


def test_camel_decides_what_is_a_literal_mention(gazetteer: Gazetteer, camel: CamelLabeler) -> None:
    text = "وصل الوفد إلى مدينة طبرق وبيروت أمس.\nعاد الصحفيون أمس."
    own = TaggerLabeler(shipped_tagger())
    assert found(gazetteer, own, text) == [("طبرق", Kind.LITERAL), ("بيروت", Kind.LITERAL)]
    assert found(gazetteer, camel, text) == [("بيروت", Kind.LITERAL), ("الصحفيون", Kind.LITERAL)]


def test_the_tagger_tells_what_camel_does_not_know(gazetteer: Gazetteer, camel: CamelLabeler) -> None:
    text = "نشرت صحيفة الرياض خبر الحكومة السورية أمس."
    assert found(gazetteer, camel, text) == [("الرياض", Kind.ASSOCIATIVE), ("السورية", Kind.DEMONYM)]


def test_evidence_says_who_saw_the_place(gazetteer: Gazetteer, camel: CamelLabeler) -> None:
    text = "وصل الوفد إلى مدينة بنغازي أمس."
    both = PooledLabeler(TaggerLabeler(shipped_tagger()), camel)
    for labeler in (camel, both):
        (place,) = geoparse(Article(id="a", text=text), gazetteer, Settings(labeler=labeler)).resolutions
        assert [item.code for item in place.mention.evidence] == [labeler.code]
        assert probability(place.mention.evidence[0].weight) == pytest.approx(place.mention.score, abs=1e-3)
        assert "camel-tools" in reason(place.mention.evidence)


def test_geomap_reads_without_camel(gazetteer: Gazetteer) -> None:
    text = "وصل الوفد إلى مدينة طبرق أمس."
    labeler = open_labeler(Recognizer.GEOMAP, shipped_tagger())
    article = Article(id="a", text=text)
    assert geoparse(article, gazetteer, Settings(labeler=labeler)) == geoparse(article, gazetteer)


# Loading


def test_a_model_with_other_labels_is_refused(model_folder: Path, model: CamelModel, tmp_path: Path) -> None:
    assert model.labels
    folder = shutil.copytree(model_folder, tmp_path / "model")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    del config["id2label"], config["label2id"]
    (folder / "config.json").write_text(json.dumps({**config, "num_labels": 9}), encoding="utf-8")
    with pytest.raises(RecognizerError, match=r"model: this model does not tell B-LOC, .*, O; choose another"):
        open_camel_model(folder)


def test_a_model_of_another_kind_is_refused(model_folder: Path, model: CamelModel, tmp_path: Path) -> None:
    assert model.labels
    folder = shutil.copytree(model_folder, tmp_path / "model")
    config = (folder / "config.json").read_text(encoding="utf-8")
    other = config.replace("BertForTokenClassification", "BertForMaskedLM")
    assert other != config
    (folder / "config.json").write_text(other, encoding="utf-8")
    with pytest.raises(RecognizerError, match=r"this model is BertForMaskedLM, not BertForTokenClassification"):
        open_camel_model(folder)


def test_a_broken_model_is_refused_in_one_line(model_folder: Path, model: CamelModel, tmp_path: Path) -> None:
    assert model.labels
    folder = shutil.copytree(model_folder, tmp_path / "model")
    (folder / "model.safetensors").write_bytes(b"cut off")
    with pytest.raises(RecognizerError, match=r"\A.*model: camel-tools cannot load this model .*--camel-model\Z"):
        open_camel_model(folder)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def extract(tmp_path: Path, home: Path) -> Command:
    """Run `geomap extract` on a text as a user would whose home folder is `home`."""
    article = tmp_path / "خبر.txt"
    article.write_bytes("وصل الوفد إلى مدينة طبرق وبيروت أمس.\nعاد كرنبوش أمس.".encode())
    return lambda *options: invoke_at(home, "extract", article, *options)


def surfaces(done: Done) -> list[str]:
    assert (done.status, done.err) == (0, [])
    records: list[dict[str, Any]] = [json.loads(line) for line in done.out]
    return [record["surface"] for record in records]


def refused(done: Done) -> str:
    assert (done.status, done.out) == (2, [])
    (line,) = done.err
    return line


def test_a_model_given_by_path_needs_no_installed_data(extract: Command, model_folder: Path) -> None:
    assert surfaces(extract("--recognizer", "camel", "--camel-model", model_folder)) == ["بيروت", "كرنبوش"]


def test_both_pool_what_they_know(extract: Command, model_folder: Path) -> None:
    pooled = surfaces(extract("--recognizer", "both", "--camel-model", model_folder))
    assert "بيروت" in pooled, "both know it"


def _save_as_camel_tools_ships(model_folder: Path, folder: Path) -> None:
    """Save a model in the files that transformers wrote when camel-tools' model was trained."""
    import torch  # noqa: PLC0415
    from safetensors.torch import load_file  # noqa: PLC0415

    folder.mkdir(parents=True)
    for name in ("config.json", "tokenizer_config.json"):
        shutil.copy(model_folder / name, folder)
    torch.save(load_file(model_folder / "model.safetensors"), folder / "pytorch_model.bin")
    numbers = json.loads((model_folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    vocabulary = "\n".join(sorted(numbers, key=numbers.__getitem__))
    (folder / "vocab.txt").write_text(vocabulary, encoding="utf-8")


def test_installed_data_is_found(extract: Command, model_folder: Path, home: Path) -> None:
    data = home / ".camel_tools"
    _save_as_camel_tools_ships(model_folder, data / "data" / "ner" / "arabert")
    component = {"default": "arabert", "datasets": {"arabert": {"path": "ner/arabert"}}}
    catalogue = {"version": "1.6.0", "packages": {}, "components": {"NamedEntityRecognition": component}}
    (data / "catalogue.json").write_text(json.dumps(catalogue), encoding="utf-8")
    assert surfaces(extract("--recognizer", "camel")) == ["بيروت", "كرنبوش"]
    shutil.rmtree(data / "data")
    assert "arabert: no model" in refused(extract("--recognizer", "camel"))
    (data / "catalogue.json").write_text("{}", encoding="utf-8")
    assert "catalogue.json: no catalogue of camel-tools" in refused(extract("--recognizer", "camel"))


def test_without_data_one_line_says_how_to_install_it(extract: Command, home: Path) -> None:
    line = refused(extract("--recognizer", "camel"))
    assert line.startswith("geomap: camel-tools' recognizer is not installed; ")
    assert "`camel_data -i ner-arabert`" in line
    assert list(home.iterdir()) == [], "camel-tools was not even imported"


def test_a_folder_without_a_model_is_refused(extract: Command, tmp_path: Path) -> None:
    assert "missing: no model" in refused(extract("--recognizer", "both", "--camel-model", tmp_path / "missing"))


def test_a_model_that_nothing_reads_is_refused(extract: Command, model_folder: Path) -> None:
    assert "--recognizer camel or both" in refused(extract("--camel-model", model_folder))
