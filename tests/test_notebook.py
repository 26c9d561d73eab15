import re
import subprocess
import sys
from pathlib import Path

import folium
import pytest
from folium.plugins import MarkerCluster
from packs import tables_of

import geomap
from geomap.errors import InputError
from geomap.gazetteer import Gazetteer
from geomap.pipeline import geoparse
from geomap.records import Article

ARTICLE = Article(id="a.txt", text="وصل الوفد إلى مدينة طرابلس الليبية.")


def test_importing_geomap_imports_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import geomap; print(*(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - Python itself
    assert not {"folium", "numpy", "geomap.records", "geomap.notebook"} & set(done.stdout.split())


def test_a_map_is_drawn_of_paths_articles_or_results(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "a"
    path.mkdir()
    (path / "a.txt").write_text(ARTICLE.text, encoding="utf-8")
    of_article = geomap.map([ARTICLE])
    pages = {
        geomap.map(source).get_root().render()
        for source in (ARTICLE, [geoparse(ARTICLE, gazetteer)], iter([geoparse(ARTICLE, gazetteer)]))
    }
    assert isinstance(of_article, folium.Map)
    assert pages == {of_article.get_root().render()}
    of_paths = {geomap.map(source).get_root().render() for source in (path, str(path), [path / "a.txt"])}
    assert of_paths == pages


def test_what_cannot_be_read_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    with pytest.warns(UserWarning, match=r"bad\.txt: not UTF-8"):
        geomap.map([tmp_path / "bad.txt", ARTICLE])
    with pytest.warns(UserWarning, match=r"bad\.txt"), pytest.raises(InputError, match="nothing to map"):
        geomap.map(tmp_path)


def test_corrections_beside_a_path_are_applied(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE.text, encoding="utf-8")
    corrections = tmp_path / "geomap-corrections.toml"
    corrections.write_text(
        '[[correction]]\nscope = "corpus"\nname = "طرابلس"\nplace = "geonames:266826"\n', encoding="utf-8"
    )
    (why,) = tables_of(geomap.map(tmp_path).get_root().render())["reasons"]["en"][:1]
    assert "corrected by hand" in why
    corrections.write_text('[[correction]]\nscope = "corpus"\nname = "بيروت"\nnot_a_place = true\n', encoding="utf-8")
    with pytest.warns(UserWarning, match="not applied: .*بيروت"):
        geomap.map(tmp_path)


def test_what_is_no_article_is_refused() -> None:
    with pytest.raises(TypeError, match="3 is neither a path nor an Article nor a Geoparse"):
        geomap.map([3])  # type: ignore[list-item]


def directives(drawn: folium.Map) -> dict[str, set[str]]:
    """Read the page's policy, without the hashes of what lies in the page."""
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', drawn.get_root().render())
    assert found is not None
    parts = (part.split() for part in found[1].split("; "))
    return {name: {value for value in values if not value.startswith("'sha256-")} for name, *values in parts}


def test_the_policy_is_no_wider_than_other_layers_need() -> None:
    strict = directives(geomap.map(ARTICLE))
    assert strict == {
        "default-src": {"'none'"},
        "script-src": set(),
        "style-src": set(),
        "img-src": {"data:"},
        "base-uri": {"'none'"},
        "form-action": {"'none'"},
    }
    drawn = geomap.map(ARTICLE)
    folium.TileLayer("https://{s}.example.org/{z}/{x}/{y}.png", attr="example").add_to(drawn)
    folium.raster_layers.ImageOverlay("https://images.example/a.png", [[0, 0], [1, 1]]).add_to(drawn)
    assert directives(drawn) == strict | {
        "img-src": {"data:", "https://*.example.org", "https://images.example"},
        "style-src-attr": {"'unsafe-inline'"},
    }


def test_the_files_of_a_plugin_are_linked_and_allowed_by_their_addresses() -> None:
    drawn = geomap.map(ARTICLE)
    MarkerCluster([[0, 0]]).add_to(drawn)
    page = drawn.get_root().render()
    linked = {"script-src": "<script src", "style-src": '<link rel="stylesheet" href'}
    for directive, element in linked.items():
        addresses = set(re.findall(f'{element}="(https://[^"]*)"', page))
        assert addresses
        assert directives(drawn)[directive] == addresses
    assert page.index("Leaflet 1.9") < page.index('leaflet.markercluster.js"></script>') < page.index("L.map(")


def test_one_map_leaves_the_next_alone() -> None:
    before = geomap.map(ARTICLE).get_root().render()
    folium.Marker([0, 0]).add_to(geomap.map(ARTICLE))
    assert geomap.map(ARTICLE).get_root().render() == before
