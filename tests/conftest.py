"""What all tests share: the shipped gazetteer, compiled into a cache of the tests' own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer, open_gazetteer


@pytest.fixture(scope="session", autouse=True)
def cache_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the tests, and the processes that they start, out of the user's cache."""
    home = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(home))
        yield home


@pytest.fixture(scope="session")
def gazetteer(cache_home: Path) -> Gazetteer:
    opened = open_gazetteer()
    assert any(cache_home.rglob("names.marisa")), "compiled into the tests' cache"
    return opened
