"""What is trained is what runs: the packed weights give the probabilities of the trained network."""

import marisa_trie
import numpy as np
import torch

from geomap.gazetteer import Gazetteer
from geomap.recognize.encode import encode
from geomap.recognize.tagger import Tagger, unpacked
from geomap.recognize.types import Vocabulary
from geomap.records import Article
from geomap.split import split_article
from training.network import Network, lay, pack
from training.recognizer import Encoder

TEXT = "وصل الوزير إلى مدينة بنغازي أمس، وزار معبر رأس جدير."


def test_packed_weights_give_the_networks_probabilities(gazetteer: Gazetteer) -> None:
    torch.manual_seed(0)
    words = ["وصل", "الوزير", "الي", "مدينه", "بنغازي", "،"]
    vocabulary = Vocabulary(marisa_trie.RecordTrie("<I", [(word, (number,)) for number, word in enumerate(words, 1)]))
    vectors = np.random.default_rng(0).normal(size=(len(words) + 1, 64)).astype(np.float32)
    vectors[0] = 0
    network = Network(vectors, schemes=2).eval()
    example = Encoder(gazetteer, vocabulary).encode(TEXT, [(TEXT.index("بنغازي"), TEXT.index(" أمس"), 0)], 1)
    assert example.labels.tolist().count(1) == 1
    laid = lay([example])
    with torch.no_grad():
        trained = network.outputs[1](network.hidden(laid)).softmax(1).numpy()[laid.schemes.numpy() >= 0]
    tagger = Tagger(unpacked(pack(network, 1)), vocabulary)
    article = Article(id="a", text=TEXT)
    (batch,) = encode([split_article(article)], gazetteer, tagger)
    run = tagger.probabilities(batch.rows, batch.named, batch.names)
    start = batch.sentences[0].offset
    np.testing.assert_allclose(run[start : start + len(trained)], trained, atol=0.02)
