"""The trace of a figure: its line, its row, its comparisons, and places where it really stands."""

import re

import pytest

from findings import judging
from findings.__main__ import main
from findings.trace import WAY, trace
from loaders.settings import HOME
from pages.parts.site import FIRST, PAGES
from words import LANGUAGES, wording

DATA = HOME / "data"
LONGEST = 11  # source files from CSV to screen


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_is_followed_from_its_line_to_the_pages(shipped, capsys, language):
    assert main(["trace", "xiangtan-004", "--lang", language]) == 0
    printed = capsys.readouterr().out
    name, line = re.search(r"(observations/\w+\.csv):(\d+)", printed).groups()
    record = (DATA / name).read_text("utf-8-sig").splitlines()[int(line) - 1]
    assert record.startswith("xiangtan-004,") and record in printed
    assert wording(language)("verdict.surely_better") in printed and shipped.id in printed


def test_its_comparisons_are_those_of_the_one_judge(shipped):
    way = trace(shipped.id, "xiangtan-004", DATA)
    every = judging.pairs_of_place(shipped.id, "xiangtan")
    wanted = every[every["id"] == "xiangtan-004"].set_index("benchmark_id")["verdict"].to_dict()
    assert way.pairs.set_index("benchmark_id")["verdict"].to_dict() == wanted and wanted


def test_every_page_it_names_is_a_page_and_only_those_of_the_figure(shipped):
    pages = {id_: trace(shipped.id, id_, DATA).pages for id_ in ("xiangtan-004", "anyang-001")}
    for page in pages["xiangtan-004"]:
        assert (re.match(r"/([a-z-]*)\?", page)[1].replace("-", "_") or FIRST) in PAGES
    assert any("part=checks" in page for page in pages["xiangtan-004"])
    assert not any("part=checks" in page for page in pages["anyang-001"])


def test_a_figure_that_is_not_there_ends_with_1(shipped, capsys):
    assert main(["trace", "nothing"]) == 1
    assert "nothing" in capsys.readouterr().err


def test_the_way_is_short_and_every_file_of_it_is_there():
    assert len(WAY) <= LONGEST
    assert all((HOME / file).is_file() for file in WAY)


def test_the_document_shows_the_output(shipped, capsys):
    text = (HOME / "docs" / "trace.md").read_text("utf-8")
    command, output = re.findall(r"^```\n(.*?)^```$", text, re.M | re.S)
    assert main(command.split()[3:]) == 0
    assert capsys.readouterr().out == output
