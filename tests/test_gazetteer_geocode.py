import codecs
import contextlib
import csv
import json
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from commands import Command, Done, invoke
from geomap.cli import main
from geomap.errors import GazetteerError, InputError, OutputError
from geomap.gazetteer import key, open_gazetteer
from geomap.gazetteer.geocode import geocode, missing
from geomap.gazetteer.geocode.answers import Result, read_result, tidy
from geomap.gazetteer.geocode.cache import cache_file, open_cache
from geomap.gazetteer.geocode.client import Client
from geomap.gazetteer.geocode.names import Asked, Found, collect
from geomap.gazetteer.geocode.proposals import (
    COLUMNS,
    Proposal,
    read_reviewed,
    refuse_to_lose,
    write_proposals,
)
from geomap.gazetteer.geocode.service import PUBLIC_DELAY, Kind, Service, choose_service
from geomap.gazetteer.locate import user_folder

ZARZURA, SHUQAYQA = "زرزورة", "الشقيقة"
NOMINATIM: dict[str, Any] = {
    "place_id": 1,
    "licence": "Data © OpenStreetMap contributors, ODbL 1.0.",
    "osm_type": "node",
    "osm_id": 4242,
    "lat": "27.5120000",
    "lon": "14.2500000",
    "class": "place",
    "type": "village",
    "place_rank": 19,
    "importance": 0.13337,
    "addresstype": "village",
    "name": "زرزورة",
    "display_name": "زرزورة, وادي الشاطئ, ليبيا",
    "address": {"village": "زرزورة", "country": "ليبيا", "country_code": "ly"},
    "boundingbox": ["27.4", "27.6", "14.2", "14.3"],
    "namedetails": {"name": "زرزورة", "name:ar": "قرية زرزورة", "name:en": "Zarzura"},
}
GEONAMES: dict[str, Any] = {
    "geonameId": 99,
    "toponymName": "Zarzūrah",
    "name": "زرزورة",
    "lat": "27.512",
    "lng": "14.25",
    "countryCode": "LY",
    "countryName": "ليبيا",
    "adminName1": "وادي الشاطئ",
    "fcl": "P",
    "fcode": "PPL",
    "score": 21.5,
    "alternateNames": [
        {"name": "Zarzoura", "lang": "fr"},
        {"name": "زرزورة القديمة", "lang": "ar", "isHistoric": True},
        {"name": "الزرزورة", "lang": "ar"},
        {"name": "زَرزورة", "lang": "ar", "isPreferredName": True},
    ],
}
PHOTON: dict[str, Any] = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [14.25, 27.512]},
    "properties": {
        "osm_type": "R",
        "osm_id": 77,
        "osm_key": "boundary",
        "osm_value": "administrative",
        "type": "county",
        "name": "زرزورة",
        "countrycode": "LY",
        "country": "ليبيا",
    },
}


@dataclass(frozen=True, kw_only=True)
class Answer:
    body: Any = ()
    """Sent as JSON unless it is a text."""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0


@dataclass(frozen=True, kw_only=True)
class Request:
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    time: float


class Server(ThreadingHTTPServer):
    """Answers each name with its answers in turn, the last one again and again; others with an empty list."""

    answers: dict[str, list[Answer]]
    log: list[Request]

    @property
    def domain(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    @property
    def asked(self) -> list[str]:
        return [request.query["q"] for request in self.log]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: ",".join(values) for name, values in parse_qs(parts.query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.log.append(Request(path=parts.path, query=query, headers=headers, time=time.monotonic()))
        answers = self.server.answers.get(query.get("q", ""), [Answer()])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        time.sleep(answer.wait)
        body = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
        with contextlib.suppress(ConnectionError):  # a client that has waited long enough is gone
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as running:
        running.answers, running.log = {ZARZURA: [Answer(body=[NOMINATIM])]}, []
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of this test alone; its cache and its working folder are its own, too."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("GEOMAP_GAZETTEER", str(tmp_path / "mine"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for name in ("GEOMAP_USER_AGENT", "GEOMAP_GEONAMES_USERNAME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "mine"


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run `geomap gazetteer` with these arguments."""

    return lambda *arguments: invoke(capsys, "gazetteer", *arguments)


@pytest.fixture
def look_up(command: Command, server: Server) -> Command:
    """Run `geomap gazetteer geocode` with the local server as the user's own service."""

    def run(*arguments: str) -> Done:
        return command("geocode", *arguments, "--domain", server.domain, "--scheme", "http", "--delay", "0.01")

    return run


def table(path: str = "proposals.tsv") -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def mark(path: str = "proposals.tsv", **cells: str) -> None:
    """Mark all rows as a person would, changing further cells."""
    rows = [row | {"accept": "x"} | cells for row in table(path)]
    with Path(path).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, delimiter="\t")
        writer.writeheader()
        writer.writerows(rows)


def errors(done: Done) -> list[str]:
    assert done.status == 2
    return [line for line in done.err if line.startswith("geomap: ")]


def own(server: Server, kind: Kind = Kind.NOMINATIM, *, country: str = "", delay: float = 0.01) -> Service:
    return choose_service(kind, domain=server.domain, scheme="http", country=country, delay=delay)


# From a name to a pin


def test_a_name_is_looked_up_reviewed_and_accepted(command: Command, look_up: Command, user: Path) -> None:
    before = open_gazetteer().lookup(key(ZARZURA))
    done = look_up(ZARZURA, "لالالالا")
    assert (done.status, done.out) == (0, [])
    nothing, what_next = done.err[1:]
    assert nothing == "nothing for 1 names: لالالالا"
    assert what_next.startswith(
        "proposals.tsv: 1 proposals for 1 names; nothing is used until you write x in the column"
    )
    assert what_next.endswith(" and run: geomap gazetteer accept proposals.tsv")
    assert not user.exists()
    assert open_gazetteer().lookup(key(ZARZURA)) == before == ()
    mark()
    (line,) = command("accept", "proposals.tsv").out
    assert line.split("\t")[0] == "زرزورة"
    (entry,) = open_gazetteer().lookup(key(ZARZURA))
    assert entry.place is not None
    assert (entry.place.latitude, entry.place.longitude) == (27.512, 14.25)
    assert (entry.place.name, entry.place.feature_code, entry.place.country_code) == ("Zarzura", "PPL", "LY")


def test_an_accepted_place_is_on_the_map(command: Command, look_up: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("وصل الوفد إلى مدينة زرزورة في ليبيا.", encoding="utf-8")
    look_up(ZARZURA)
    mark()
    command("accept", "proposals.tsv")
    assert main(["extract", "a.txt", "-o", "mentions.jsonl"]) == 0
    first = json.loads(Path("mentions.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert (first["surface"], first["latitude"], first["longitude"]) == (ZARZURA, 27.512, 14.25)


def test_a_table_holds_what_the_service_offered(look_up: Command, server: Server) -> None:
    look_up(ZARZURA)
    (row,) = table()
    assert list(row) == list(COLUMNS)
    assert row == {
        "accept": "", "query": ZARZURA, "count": "1", "rank": "1", "name": "Zarzura", "name_ar": "زرزورة",
        "latitude": "27.512", "longitude": "14.25", "feature_class": "P", "feature_code": "PPL", "country_code": "LY",
        "id": "osm:node-4242", "display_name": "زرزورة, وادي الشاطئ, ليبيا", "importance": "0.1334",
        "source": f"© OpenStreetMap contributors, ODbL 1.0, {server.domain}",
    }  # fmt: skip


def test_the_name_of_the_articles_becomes_a_name_of_the_place(
    command: Command, look_up: Command, server: Server, user: Path
) -> None:
    named = NOMINATIM | {"namedetails": {"name:ar": "زرزورة الكبرى", "name:en": "Zarzura"}}
    server.answers["الزرزور"] = [Answer(body=[named])]
    look_up("الزرزور")
    mark()
    command("accept", "proposals.tsv")
    cells = (user / "places.tsv").read_text(encoding="utf-8").splitlines()[1].split("\t")
    assert cells[2:4] == ["زرزورة الكبرى", "الزرزور"]
    assert cells[-1] == f"© OpenStreetMap contributors, ODbL 1.0, {server.domain}, osm:node-4242"
    assert open_gazetteer().lookup(key("الزرزور")) == open_gazetteer().lookup(key("زرزورة الكبرى")) != ()
    assert command("check").status == 0


# What is sent


def test_nominatim_is_asked_in_its_protocol(look_up: Command, server: Server) -> None:
    look_up(ZARZURA, "--country", "ly", "--user-agent", "geomap (desk@example.org)")
    (request,) = server.log
    assert request.path == "/search"
    assert request.headers["user-agent"] == "geomap (desk@example.org)"
    assert request.query == {
        "q": ZARZURA, "format": "json", "limit": "10", "countrycodes": "LY", "accept-language": "ar",
        "addressdetails": "1", "namedetails": "1",
    }  # fmt: skip


def test_geonames_is_asked_in_its_protocol(look_up: Command, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOMAP_GEONAMES_USERNAME", "someone")
    server.answers[ZARZURA] = [Answer(body={"totalResultsCount": 1, "geonames": [GEONAMES]})]
    assert look_up(ZARZURA, "--service", "geonames", "--country", "LY").status == 0
    (request,) = server.log
    assert request.path == "/searchJSON"
    assert request.query == {
        "q": ZARZURA, "username": "someone", "country": "LY", "lang": "ar", "style": "FULL", "maxRows": "10",
    }  # fmt: skip
    (row,) = table()
    assert (row["name"], row["name_ar"], row["id"]) == ("Zarzūrah", "زرزورة", "geonames:99")
    assert (row["feature_class"], row["feature_code"], row["country_code"]) == ("P", "PPL", "LY")
    assert row["display_name"] == "زرزورة, وادي الشاطئ, ليبيا"
    assert row["source"].startswith("GeoNames, CC BY 4.0, ")


def test_photon_is_asked_in_its_protocol(look_up: Command, server: Server) -> None:
    elsewhere = PHOTON | {"properties": PHOTON["properties"] | {"countrycode": "IR"}}
    server.answers[ZARZURA] = [Answer(body={"type": "FeatureCollection", "features": [elsewhere, PHOTON]})]
    assert look_up(ZARZURA, "--service", "photon", "--country", "LY").status == 0
    (request,) = server.log
    assert (request.path, request.query) == ("/api", {"q": ZARZURA, "limit": "10", "lang": "default"})
    (row,) = table()
    assert (row["name"], row["name_ar"], row["id"]) == ("", "زرزورة", "osm:relation-77")
    assert (row["latitude"], row["longitude"]) == ("27.512", "14.25")
    assert (row["feature_class"], row["feature_code"], row["importance"]) == ("A", "ADM2", "")


def test_requests_keep_their_distance_from_run_to_run(server: Server) -> None:
    service = own(server, delay=0.05)
    start = time.monotonic()
    with open_cache(cache_file()) as cache:
        list(geocode([Asked(name=name, count=1) for name in ("ا", "ب", "ت")], service, cache, pytest.fail))
        list(geocode([Asked(name="ث", count=1)], service, cache, pytest.fail))
    _, second, third, fourth = (request.time - start for request in server.log)
    assert second >= 0.049
    assert third >= 0.099
    assert fourth - third >= 0.049


def test_requests_of_one_run_keep_their_distance_when_asked_again(server: Server) -> None:
    server.answers[ZARZURA] = [Answer(status=500), Answer()]
    client = Client(own(server, delay=0.03))
    start = time.monotonic()
    assert client.ask(ZARZURA) == client.ask(SHUQAYQA) == ()
    _, again, other = (request.time - start for request in server.log)
    assert again >= 0.029
    assert other >= 0.059


def test_names_for_ones_own_service_do_not_go_to_a_proxy(
    look_up: Command, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Server(("127.0.0.1", 0), Handler) as proxy:  # it does not even answer
        monkeypatch.setenv("HTTP_PROXY", f"http://{proxy.domain}")
        assert look_up(ZARZURA, "--timeout", "2").status == 0
    assert server.asked == [ZARZURA]


def test_stderr_says_who_gets_the_names_before_they_are_sent(look_up: Command, server: Server) -> None:
    server.answers[ZARZURA] = [Answer(status=403)]
    announced, refusal = look_up(ZARZURA).err
    assert announced == f"http://{server.domain}, the service that you chose, gets 1 names, at least 0 s"
    assert "access is refused" in refusal


# The cache


def test_what_was_answered_is_not_asked_again(look_up: Command, server: Server) -> None:
    first = look_up(ZARZURA, "لالالالا")
    rows = table()
    again = look_up(ZARZURA, "لالالالا")
    assert server.asked == [ZARZURA, "لالالالا"]
    assert table() == rows
    assert again.err[0] == f"http://{server.domain} is not asked; 2 of 2 names were asked before: {cache_file()}"
    assert again.err[1:] == first.err[1:]


def test_the_cache_tells_questions_apart(server: Server) -> None:
    asked = [Asked(name=ZARZURA, count=1)]
    service = own(server)
    with open_cache(cache_file()) as cache:
        list(geocode(asked, service, cache, pytest.fail))
        assert missing(asked, service, cache) == 0
        others = (own(server, country="LY"), own(server, Kind.PHOTON), replace(service, domain="example.org"))
        assert [missing(asked, other, cache) for other in others] == [1, 1, 1]
        assert missing(asked, replace(service, user_agent="other", delay=3), cache) == 0
        assert cache.seconds_since(service) >= 0
        assert cache.seconds_since(others[2]) == float("inf")


@settings(max_examples=20, deadline=None)
@given(results=st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.none(), max_size=3), max_size=3))
def test_the_cache_keeps_what_it_is_given(
    tmp_path_factory: pytest.TempPathFactory, results: list[dict[str, Any]]
) -> None:
    path = tmp_path_factory.mktemp("cache") / "answers"
    service = choose_service(Kind.PHOTON)
    for kept in ([], results):
        with open_cache(path) as cache:
            cache.keep(service, "زرزورة", kept)
        with open_cache(path) as cache:
            assert cache.get(service, "زرزورة") == tuple(kept)
            assert cache.get(service, "زرزور") is None


def test_the_cache_is_its_users_alone() -> None:
    with open_cache(cache_file()):
        assert stat.S_IMODE(cache_file().stat().st_mode) == 0o600


def test_a_file_that_is_no_cache_is_told(look_up: Command, server: Server) -> None:
    cache_file().parent.mkdir(parents=True)
    cache_file().write_text("mine" * 1000, encoding="utf-8")
    (line,) = errors(look_up(ZARZURA))
    assert line.startswith(f"geomap: {cache_file()}: the cache of answers cannot be used: file is not a database; ")
    assert server.log == []


# What goes wrong


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (Answer(status=429, headers={"Retry-After": "60"}), "too many requests (HTTP 429); run it again in 60 s"),
        (Answer(status=429), "too many requests (HTTP 429); run it again later, what was answered is kept"),
        (Answer(status=403), "access is refused (HTTP 403); see whether its policy allows"),
        (Answer(status=401), "the account is refused (HTTP 401); check --username"),
        (Answer(status=404, body="<html>"), "there is no Nominatim (HTTP 404); check --service and --domain"),
    ],
)
def test_a_service_that_refuses_is_asked_no_more(look_up: Command, server: Server, answer: Answer, what: str) -> None:
    server.answers[SHUQAYQA] = [answer]
    done = look_up(ZARZURA, SHUQAYQA, "التليل")
    (line,) = errors(done)
    assert line.startswith(f"geomap: http://{server.domain}: {what}")
    assert server.asked == [ZARZURA, SHUQAYQA], "it is not asked again, nor for another name"
    assert sorted(path.name for path in Path().iterdir()) == ["cache"], "no table"
    server.answers[SHUQAYQA] = [Answer()]
    assert look_up(ZARZURA, SHUQAYQA, "التليل").status == 0
    assert server.asked[2:] == [SHUQAYQA, "التليل"], "what was answered before is kept"
    assert len(table()) == 1


def test_a_service_that_is_not_there_is_told(command: Command, server: Server) -> None:
    with Server(("127.0.0.1", 0), Handler) as closed:
        domain = closed.domain
    done = command("geocode", ZARZURA, "--domain", domain, "--scheme", "http", "--delay", "0")
    (line,) = errors(done)
    assert line.startswith(f"geomap: http://{domain}: cannot be reached: Connection refused; check the network")
    (line,) = errors(command("geocode", ZARZURA, "--domain", server.domain, "--delay", "0"))
    assert f"https://{server.domain}: cannot be reached: [SSL: " in line, "it speaks http"
    assert not Path("proposals.tsv").exists()


def test_a_host_without_a_name_is_told(command: Command) -> None:
    (line,) = errors(command("geocode", ZARZURA, "--domain", "nowhere.invalid", "--delay", "0"))
    assert line.startswith("geomap: https://nowhere.invalid: cannot be reached: ")


def test_a_service_that_stumbles_is_asked_again(look_up: Command, server: Server) -> None:
    server.answers[ZARZURA] = [Answer(status=500), Answer(status=503), Answer(body=[NOMINATIM])]
    assert look_up(ZARZURA).status == 0
    assert server.asked == [ZARZURA] * 3
    assert len(table()) == 1


@pytest.mark.parametrize(
    ("answer", "requests", "what"),
    [
        (Answer(status=500), 3, "{url} fails (HTTP 500); run it again later"),
        (Answer(status=504), 3, "no answer from {url} (HTTP 504); run it again later, or raise --timeout"),
        (Answer(wait=0.5), 3, "no answer from {url} within 0.1 s; run it again later"),
        (Answer(status=400), 1, "{url} refuses the question (HTTP 400); write the name otherwise"),
        (Answer(body="<html>{{"), 1, "the answer is not what Nominatim gives; check that {url} is one"),
        (Answer(body={"error": "no"}), 1, "{url} refuses the question; write the name otherwise"),
        (Answer(body=["x"]), 1, "the answer is not what Nominatim gives"),
        (Answer(body=[{"lat": "1", "lon": "2"}]), 1, "the answer is not what Nominatim gives"),
        (Answer(body=[NOMINATIM | {"lat": "127"}]), 1, "the answer is not what Nominatim gives"),
        (Answer(body=[NOMINATIM | {"namedetails": 5}]), 1, "the answer is not what Nominatim gives"),
    ],
)
def test_a_name_without_an_answer_does_not_stop_the_others(
    look_up: Command, server: Server, answer: Answer, requests: int, what: str
) -> None:
    server.answers[SHUQAYQA] = [answer]
    done = look_up(SHUQAYQA, ZARZURA, "--timeout", "0.1" if answer.wait else "10")
    (line,) = errors(done)
    assert line.startswith(f"geomap: {SHUQAYQA}: " + what.format(url=f"http://{server.domain}"))
    assert server.asked == [SHUQAYQA] * requests + [ZARZURA]
    assert [row["query"] for row in table()] == [ZARZURA]
    assert not any(line.startswith("nothing for") for line in done.err), "nobody said that there is nothing"
    look_up(SHUQAYQA, ZARZURA, "--timeout", "0.1")
    assert server.asked[requests + 1] == SHUQAYQA, "no answer is not kept as one"


def test_three_names_without_an_answer_are_enough(look_up: Command, server: Server) -> None:
    server.answers |= {name: [Answer(body="<html>")] for name in ("ا", "ب", "ت")}
    lines = errors(look_up("ا", "ب", "ت", ZARZURA))
    assert len(lines) == 3
    assert lines[-1].endswith("(3 names in a row got no answer)")
    assert server.asked == ["ا", "ب", "ت"]
    assert not Path("proposals.tsv").exists()
    assert len(errors(look_up("ا", "ب", ZARZURA, "ت"))) == 3
    assert len(table()) == 1, "they are not in a row"


@pytest.mark.parametrize(
    ("code", "message", "what"),
    [
        (10, "user does not exist.", "the account is refused; check --username"),
        (10, "user account not enabled to use the free webservice.", "access is refused; see whether"),
        (
            18,
            "the daily limit of 10000 credits for someone has been exceeded.",
            "too many requests; run it again later",
        ),
    ],
)
def test_geonames_refusals_do_not_show_the_account(
    look_up: Command, server: Server, code: int, message: str, what: str
) -> None:
    server.answers[ZARZURA] = [Answer(body={"status": {"message": message, "value": code}})]
    done = look_up(ZARZURA, "--service", "geonames", "--username", "someone")
    (line,) = errors(done)
    assert f"http://{server.domain}: {what}" in line
    assert "someone" not in " ".join(done.err)
    assert len(server.log) == 1


def test_a_place_at_0_0_is_none(look_up: Command, server: Server) -> None:
    server.answers[ZARZURA] = [Answer(body=[NOMINATIM | {"lat": "0", "lon": "0.0"}])]
    assert look_up(ZARZURA).err[1:] == [f"nothing for 1 names: {ZARZURA}"]


def test_nothing_but_our_lines_is_shown_where_a_service_stumbles(server: Server) -> None:
    server.answers[ZARZURA] = [Answer(status=500), Answer(body=[NOMINATIM])]
    arguments = ["gazetteer", "geocode", ZARZURA, "--domain", server.domain, "--scheme", "http", "--delay", "0"]
    done = subprocess.run(  # noqa: S603  # geomap itself
        [sys.executable, "-m", "geomap.cli", *arguments], capture_output=True, encoding="utf-8", check=True
    )
    assert len(server.log) == 2
    assert [line.split(",")[0].split(" ")[0] for line in done.stderr.splitlines()] == [
        f"http://{server.domain}",
        "proposals.tsv:",
    ]


# The services' terms


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (
            [],
            "give a user agent with a contact by --user-agent or GEOMAP_USER_AGENT,",
        ),
        (["--user-agent", " "], "its usage policy asks who is asking"),
        (["--user-agent", "me", "--delay", "0.5"], "--delay 0.5: nominatim.openstreetmap.org is shared"),
        (["--user-agent", "me", "--scheme", "http"], "over http everyone on the way could read the names"),
        (["--domain", "Nominatim.OpenStreetMap.org.:443"], "its usage policy asks who is asking"),
        (["--service", "photon", "--delay", "0"], "--delay 0: photon.komoot.io is shared"),
        (["--service", "geonames"], "GeoNames answers only those with an account; make one at"),
        (["--domain", "http://localhost:8080"], "not a domain; write host or host:port, and http by --scheme"),
        (["--domain", "someone@localhost"], "not a domain"),
        (["--domain", "localhost", "--country", "Libya"], "--country 'LIBYA': not two letters"),
        (["--domain", "localhost", "--user-agent", "a\nb"], "--user-agent: it may hold only"),
        (["--domain", "localhost", "--delay", "nan"], "--delay, --timeout: not a number of seconds"),
        (["--domain", "localhost", "--timeout", "0"], "--delay, --timeout: not a number of seconds"),
    ],
)
def test_what_the_terms_forbid_is_refused_before_anything_is_sent(
    command: Command, arguments: list[str], what: str
) -> None:
    done = command("geocode", ZARZURA, *arguments)
    assert (done.status, done.out, len(done.err)) == (2, [], 1)
    assert what in done.err[0]
    assert list(Path().iterdir()) == []


def test_public_services_are_asked_over_https_once_a_second_at_most() -> None:
    for kind in Kind:
        service = choose_service(kind, user_agent="me", username="someone")
        assert (service.is_public, service.scheme, service.delay) == (True, "https", PUBLIC_DELAY)
        assert Client(service) is not None
    assert PUBLIC_DELAY > 1
    for domain in ("localhost:8080", "[::1]:8080", "maps.example.org/nominatim", "openstreetmap.org.example.org"):
        assert not choose_service(Kind.NOMINATIM, domain=domain, delay=0).is_public


# Names


def test_unresolved_mentions_are_asked_for_by_frequency(command: Command, tmp_path: Path) -> None:
    mentions = [
        ("الزنبيل", "literal", None), ("زرزوره", "literal", None), ("زرزورة", "associative", None),
        ("زُرزورة", "literal", None), ("ليبيا", "literal", "geonames:2215636"), ("زنبيلي", "demonym", None),
    ]  # fmt: skip
    path = tmp_path / "mentions.jsonl"
    path.write_text(
        "".join(
            json.dumps({"surface": surface, "kind": kind, "place_id": place}) + "\n"
            for surface, kind, place in mentions
        ),
        encoding="utf-8",
    )
    done = command("geocode", "--dry-run", "--unresolved", str(path))
    assert (done.status, done.out, done.err) == (0, ["زرزورة\t3", "الزنبيل\t1"], [])
    assert command("geocode", "--dry-run", "--unresolved", str(path), "--limit", "1").out == ["زرزورة\t3"]


def test_what_extract_writes_is_read(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("وصل الوفد إلى مدينة بنغازي في ليبيا.", encoding="utf-8")
    assert main(["extract", "a.txt", "-o", "mentions.jsonl"]) == 0
    (line,) = errors(command("geocode", "--dry-run", "--unresolved", "mentions.jsonl"))
    assert "no names to look up" in line


def test_a_dry_run_can_be_edited_and_given_back(command: Command, tmp_path: Path) -> None:
    (tmp_path / "names").write_text(f"\N{ZERO WIDTH NO-BREAK SPACE}{ZARZURA}\t7\r\n\n {SHUQAYQA} \n", encoding="utf-8")
    shown = command("geocode", "--dry-run", "--names", "names", SHUQAYQA).out
    assert shown == [f"{ZARZURA}\t7", f"{SHUQAYQA}\t2"]
    (tmp_path / "edited").write_text("\n".join(shown), encoding="utf-8")
    assert command("geocode", "--dry-run", "--names", "edited").out == shown


@pytest.mark.parametrize(
    ("option", "content", "what"),
    [
        (
            "--names",
            "كلمة " * 40,
            "names:1: 'كلمة كلمة كلمة كلمة كلمة كلمة ' is no name, or one of over 100 characters",
        ),
        ("--names", "زرزورة\n...\n", "names:2: '...' is no name"),
        ("--names", "زرزورة\tكثير", "names:1: 'كثير' after the tab is no number"),
        ("--names", "", "no names to look up"),
        ("--names", "زرزورة".encode("windows-1256"), "names: not UTF-8 at byte 0"),
        ("--unresolved", "زرزورة", "names:1: not a mention as JSON"),
        ("--unresolved", "[1]", "names:1: not a mention as JSON"),
        ("--unresolved", '{"surface": "زرزورة"}', "names:1: not a mention as JSON"),
    ],
)
def test_what_holds_no_names_is_told(
    command: Command, tmp_path: Path, option: str, content: str | bytes, what: str
) -> None:
    (tmp_path / "names").write_bytes(content.encode() if isinstance(content, str) else content)
    (line,) = errors(command("geocode", option, "names"))
    assert what in line


def test_a_file_of_names_that_is_not_there_is_told(command: Command) -> None:
    (line,) = errors(command("geocode", "--names", "names"))
    assert line == "geomap: names: No such file or directory; give a file of names"


@given(
    st.lists(st.builds(Found, where=st.just("here"), name=st.text(max_size=110), count=st.integers(1, 9)), max_size=9)
)
def test_collected_names_are_clean_and_counted_once(found: list[Found]) -> None:
    try:
        asked = collect(found)
    except InputError:
        assert any(not key(one.name) or len(one.name) > 30 for one in found)
        return
    assert sum(one.count for one in asked) == sum(one.count for one in found)
    assert len({key(one.name) for one in asked}) == len(asked)
    assert [one.count for one in asked] == sorted((one.count for one in asked), reverse=True)
    assert all(one.name.isprintable() and " ".join(one.name.split()) == one.name for one in asked)


# Answers


@pytest.mark.parametrize(
    ("changes", "name_ar", "feature"),
    [
        ({"address": {"country_code": "ir"}, "namedetails": {"name": "تهران"}}, "", "P.PPL"),
        ({"address": {"country_code": "ly"}, "namedetails": {"name": "زرزورة"}}, "زرزورة", "P.PPL"),
        ({"namedetails": {"name": "زرزورة", "name:ar": "زرزورة - الحي"}}, "زرزورة الحي", "P.PPL"),
        ({"namedetails": None, "address": None}, "", "P.PPL"),
        ({"class": "boundary", "type": "administrative", "addresstype": "state"}, "زرزورة", "A.ADM1"),
        ({"class": "boundary", "type": "administrative", "addresstype": "city_district"}, "زرزورة", "P.PPLX"),
        ({"class": "natural", "type": "peak"}, "زرزورة", "T.PK"),
        ({"class": "shop", "type": "bakery"}, "زرزورة", "."),
    ],
)
def test_a_result_of_nominatim(changes: dict[str, Any], name_ar: str, feature: str) -> None:
    result = read_result(Kind.NOMINATIM, NOMINATIM | changes)
    assert (result.name_ar, f"{result.feature_class}.{result.feature_code}") == (name_ar, feature)


def test_a_local_name_in_arabic_letters_is_no_latin_one() -> None:
    result = read_result(Kind.NOMINATIM, NOMINATIM | {"namedetails": {"name": "زرزورة"}})
    assert result.name == ""


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["1", "ly"])
trees = st.recursive(leaves, lambda part: st.lists(part, max_size=2) | st.dictionaries(st.text(max_size=3), part))


@given(st.sampled_from([(Kind.NOMINATIM, NOMINATIM), (Kind.GEONAMES, GEONAMES), (Kind.PHOTON, PHOTON)]), st.data())
def test_any_json_is_a_result_or_refused(of: tuple[Kind, dict[str, Any]], data: st.DataObject) -> None:
    kind, good = of
    changed = data.draw(st.dictionaries(st.sampled_from(sorted(good)), trees, max_size=3))
    try:
        result = read_result(kind, good | changed)
    except (AttributeError, KeyError, TypeError, ValueError):
        return
    assert -90 <= result.latitude <= 90
    assert -180 <= result.longitude <= 180
    for text in (result.name, result.name_ar, result.display_name, result.feature_code):
        assert tidy(text) == text


@given(st.text())
@example("0\N{NEXT LINE}\U00018cd6 0")  # an invisible sign between two spaces
def test_a_tidy_text_is_harmless_in_a_cell(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert tidy(text).isprintable()
    assert not tidy(text).startswith(("=", "+", "-", "@"))


# The table


def test_a_hostile_name_is_disarmed(look_up: Command, server: Server) -> None:
    hostile = '=HYPERLINK("https://example.org")\t\r\n\N{RIGHT-TO-LEFT OVERRIDE}"x"'
    names = {"name:ar": hostile, "name:en": hostile, "name": hostile}
    server.answers[ZARZURA] = [Answer(body=[NOMINATIM | {"namedetails": names, "display_name": hostile}])]
    look_up(ZARZURA)
    (row,) = table()
    assert row["name"] == row["display_name"] == 'HYPERLINK("https://example.org") "x"'
    assert row["name_ar"] == ""


cells = st.text(max_size=12).map(tidy)
arabic = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=3, max_size=8)
results = st.builds(
    Result,
    name=cells, name_ar=arabic, latitude=st.floats(-90, 90), longitude=st.floats(-180, 180),
    feature_class=st.sampled_from("APS"), feature_code=st.sampled_from(["ADM1", "PPL", "MUS"]),
    country_code=st.sampled_from(["LY", ""]), id=st.just("osm:node-1"), display_name=cells,
    importance=st.none() | st.floats(0, 1),
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(results, arabic, st.booleans()), max_size=4), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
)
def test_a_table_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Result, str, bool]], encoding: str
) -> None:
    path = tmp_path_factory.mktemp("table") / "proposals.tsv"
    proposals = [
        Proposal(query=query, count=1, rank=1, result=result, source="© OpenStreetMap") for result, query, _ in rows
    ]
    write_proposals(proposals, path)
    assert path.read_bytes().startswith(codecs.BOM_UTF8)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    marked = [line if not is_right else f"X{line}" for line, (_, _, is_right) in zip(lines[1:], rows, strict=True)]
    path.write_text("\r\n".join([lines[0], *marked]), encoding=encoding, newline="")
    for row, (result, query, is_right) in zip(read_reviewed(path), rows, strict=True):
        assert row.mark == ("x" if is_right else "")
        assert row.addition.coordinates == f"{result.latitude} {result.longitude}"
        assert (row.addition.name, row.addition.name_ar) == (result.name, result.name_ar)
        assert row.addition.other_names_ar == (query,)
        assert row.addition.feature_code == f"{result.feature_class}.{result.feature_code}"
        assert row.addition.source == "© OpenStreetMap, osm:node-1"


def test_marks_are_not_lost(look_up: Command, server: Server) -> None:
    look_up(ZARZURA)
    assert look_up(ZARZURA).status == 0, "without marks it is written anew"
    mark()
    kept = Path("proposals.tsv").read_bytes()
    (line,) = errors(look_up(SHUQAYQA))
    assert line.startswith("geomap: proposals.tsv: it holds marks of yours; accept and remove it")
    assert Path("proposals.tsv").read_bytes() == kept
    assert server.asked == [ZARZURA], "nothing is asked for what cannot be written"
    assert look_up(ZARZURA, "-o", "other.tsv").status == 0


def test_another_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "notes.tsv").write_text("mine\n", encoding="utf-8")
    with pytest.raises(OutputError, match="there is another file of this name"):
        refuse_to_lose(tmp_path / "notes.tsv")
    refuse_to_lose(tmp_path / "new.tsv")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "1: no column accept; keep the header"),
        (b"accept\tquery\n", "1: no column count; keep the header"),
        ("accept\té".encode("latin-1"), " not UTF-8 at byte 7; save it as UTF-8"),
        ("\t".join(COLUMNS).encode() + b'\nx\t"a\t\nx\tb\n', "2: unexpected end of data; correct the quotation"),
    ],
)
def test_what_is_no_table_of_proposals_is_told(command: Command, tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "p.tsv").write_bytes(content)
    (line,) = errors(command("accept", "p.tsv"))
    assert line.startswith(f"geomap: p.tsv:{what}")
    assert "No such file" in errors(command("accept", "q.tsv"))[0]
    with pytest.raises(GazetteerError):
        list(read_reviewed(tmp_path / "q.tsv"))


# geomap gazetteer accept


def test_what_is_not_marked_is_not_taken(command: Command, look_up: Command, user: Path) -> None:
    look_up(ZARZURA)
    done = command("accept", "proposals.tsv")
    assert (done.status, done.out) == (0, [])
    assert done.err == ["proposals.tsv: no row is marked; write x in its column accept"]
    assert not user.exists()


def test_accepting_again_changes_nothing(command: Command, look_up: Command, user: Path) -> None:
    look_up(ZARZURA)
    mark()
    command("accept", "proposals.tsv")
    places = (user / "places.tsv").read_bytes()
    done = command("accept", "proposals.tsv")
    assert (done.status, done.out) == (0, [])
    (line,) = done.err
    assert line.endswith("is in your file already")
    assert (user / "places.tsv").read_bytes() == places


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        ({"accept": "yes"}, "'yes' in the column accept is no mark; write x or nothing"),
        ({"feature_class": "", "feature_code": ""}, "it has no feature_code; write a class and a code"),
        ({"latitude": "27,5"}, "not coordinates"),
        ({"latitude": "0", "longitude": "0"}, "there is no place at 0, 0"),
        ({"name_ar": "", "query": "Zarzura"}, "'Z', which is no Arabic letter"),
        ({"country_code": "ZZ"}, "'ZZ' is no ISO 3166-1 alpha-2 code"),
        ({"name_ar": "طرابلس", "latitude": "32.9", "longitude": "13.2"}, "has this name at"),
    ],
)
def test_a_row_that_cannot_be_taken_does_not_stop_the_others(
    command: Command, look_up: Command, server: Server, cells: dict[str, str], what: str
) -> None:
    look_up(ZARZURA)
    mark(**cells)
    wrong = Path("proposals.tsv").read_text(encoding="utf-8").splitlines()[1]
    Path("proposals.tsv").unlink()
    server.answers[SHUQAYQA] = [Answer(body=[NOMINATIM | {"lat": "25", "namedetails": {"name:ar": SHUQAYQA}}])]
    look_up(SHUQAYQA)
    mark()
    lines = Path("proposals.tsv").read_text(encoding="utf-8").splitlines()
    Path("proposals.tsv").write_text("\n".join([lines[0], wrong, lines[1]]), encoding="utf-8")
    done = command("accept", "proposals.tsv")
    (error,) = errors(done)
    assert error.startswith("geomap: proposals.tsv:2: ")
    assert what in error
    assert [line.split("\t")[0] for line in done.out] == [SHUQAYQA]


def test_namesakes_are_taken_and_the_same_place_twice_is_not(
    command: Command, look_up: Command, server: Server
) -> None:
    bodies = [NOMINATIM, NOMINATIM | {"lat": "27.52", "osm_id": 5}, NOMINATIM | {"lat": "25", "osm_id": 6}]
    server.answers[ZARZURA] = [Answer(body=bodies)]
    look_up(ZARZURA)
    assert [row["rank"] for row in table()] == ["1", "2", "3"]
    mark()
    done = command("accept", "proposals.tsv")
    assert len(done.out) == 2
    (error,) = errors(done)
    assert error.startswith("geomap: proposals.tsv:3: ")
    assert "has this name at 27.512, 14.25 already" in error
    assert len(open_gazetteer().lookup(key(ZARZURA))) == 2


# Starting

LIGHT = """
import sys
from geomap.cli import main
try:
    main(["gazetteer", "geocode", "--help"])
except SystemExit as stop:
    assert stop.code == 0
print(sorted({"geopy", "sqlite3", "platformdirs", "geomap.gazetteer"} & set(sys.modules)), file=sys.stderr)
"""


def test_help_imports_nothing_heavy(user: Path) -> None:
    assert user_folder() == user
    done = subprocess.run(  # noqa: S603  # Python itself
        [sys.executable, "-c", LIGHT], capture_output=True, encoding="utf-8", check=True,
        cwd=Path(__file__).parents[1],
    )  # fmt: skip
    assert done.stderr == "[]\n"
    assert "--unresolved" in done.stdout
