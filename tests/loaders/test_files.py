"""What a folder may hold: plain files of its own, of a bearable size; nothing else is opened, and nothing quoted from it."""

import os
from pathlib import Path

import pytest

from loaders import files
from loaders.provenance import verify_figures

READ = ("matters.yaml", "omitted.csv", "observations/linhe.csv")


def codes(said: list[str]) -> list[tuple[str, str]]:
    """The file and the code of each problem."""
    return [(line.split(":")[0], line.split("  ")[1][:3]) for line in said]


def in_place_of(folder: Path, name: str) -> Path:
    """Where a file of the folder stood, which is gone."""
    (folder / name).unlink()
    return folder / name


@pytest.mark.parametrize("name", READ)
def test_a_folder_or_a_pipe_in_place_of_a_file_is_refused(name, sound, problems_of):
    spot = in_place_of(sound, name)
    spot.mkdir()
    assert (name, "F11") in codes(problems_of(sound))
    spot.rmdir()
    os.mkfifo(spot)
    assert (name, "F11") in codes(problems_of(sound))


@pytest.mark.parametrize("name", READ)
def test_a_link_out_of_the_folder_is_not_followed_and_one_inside_is(name, sound, tmp_path, problems_of):
    outside = tmp_path / "secret.txt"
    content = (sound / name).read_bytes()
    outside.write_bytes(b"do not quote me\n")
    in_place_of(sound, name).symlink_to(outside)
    said = problems_of(sound)
    assert (name, "F11") in codes(said) and "quote" not in "".join(said)
    (sound / ".kept").write_bytes(content)
    in_place_of(sound, name).symlink_to(sound / ".kept")
    assert problems_of(sound) == []


@pytest.mark.parametrize("name", READ)
def test_a_link_to_an_endless_file_is_not_read(name, sound, problems_of):
    in_place_of(sound, name).symlink_to("/dev/zero")
    assert (name, "F11") in codes(problems_of(sound))


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("target", ["nowhere", "itself"])
def test_a_link_that_leads_nowhere_or_to_itself_is_refused(name, target, sound, problems_of):
    spot = in_place_of(sound, name)
    spot.symlink_to(spot if target == "itself" else sound / target)
    assert (name, "F13") in codes(problems_of(sound))


@pytest.mark.parametrize("room", ["indicators", "observations"])
def test_a_room_that_is_no_folder_is_refused(room, sound, tmp_path, problems_of):
    (sound / room).rename(tmp_path / room)
    (sound / room).touch()
    assert (f"{room}/", "F13") in codes(problems_of(sound))


def test_a_whole_dataset_may_be_reached_by_a_link(sound, tmp_path, problems_of):
    (tmp_path / "link").symlink_to(sound)
    assert problems_of(tmp_path / "link") == []


@pytest.mark.parametrize("name", READ)
def test_a_file_that_is_too_large_is_not_read(name, sound, problems_of, monkeypatch):
    monkeypatch.setattr(files, "LARGEST_TEXT", 10**5)
    monkeypatch.setattr(files, "LARGEST", {".csv": 10**5})
    with (sound / name).open("ab") as opened:
        opened.truncate(10**5)
    assert (name, "F12") not in codes(problems_of(sound))
    with (sound / name).open("ab") as opened:
        opened.truncate(10**5 + 1)
    assert (name, "F12") in codes(problems_of(sound))


def test_hidden_files_are_passed_over(sound, problems_of):
    for name in (".x.yaml", "indicators/._approvals.yaml", "observations/.~linhe.csv"):
        (sound / name).write_bytes(b"\xff not for us")
    assert problems_of(sound) == []


def test_a_name_that_is_no_text_is_printable(sound, problems_of):
    os.close(os.open(os.fsencode(sound / "observations") + b"/\xff\n.csv", os.O_CREAT | os.O_WRONLY))
    (said, *_) = problems_of(sound)
    assert said.isprintable() and said.encode()


def test_a_key_with_a_tab_in_it_is_printable(sound, problems_of):
    entries = (sound / "funnels.yaml").read_text(encoding="utf-8")
    (sound / "funnels.yaml").write_text(entries.replace("zh: ", "zh\t ", 1), encoding="utf-8")
    assert problems_of(sound) and all(said.isprintable() for said in problems_of(sound))


def test_a_document_outside_its_folder_is_not_read(sound, documents, change):
    (documents.parent / "secret.txt").write_text("do not quote me", encoding="utf-8")
    change(sound / "sources.yaml", "file: linhe-2021-report.txt", "file: ../secret.txt")
    assert codes([str(problem) for problem in verify_figures(sound, documents)]) == [("sources.yaml", "F11")]


@pytest.mark.parametrize("levels", [13, 100_000])
@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_yaml_of_any_depth_is_refused_and_never_ends_the_interpreter(opening, levels, sound, problems_of):
    (sound / "topics.yaml").write_text("a:\n  " + opening * levels + "\n", encoding="utf-8")
    assert ("topics.yaml", "Y08") in codes(problems_of(sound))


TEXTS = {
    r'"a\nb"': "T03", r'"a\tb"': "T03", r'"\u200fa"': "T03", r'"a\u2028b"': "T03", r'"a\0b"': "T03", r'"a "': "T03",
    '""': "T04", '"  "': "T04", '"　"': "T04", "~": "T04", "null": "T04", '"NaN"': "T04", "a" * 1001: "T05",
    "a" * 1000: "", "a b": "", "甲　乙": "", "无": "",
}  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_that_people_read_can_be_read_by_people(text, sound, change, problems_of):
    change(sound / "places.yaml", "en: Qiushan", f"en: {text}")
    assert [code for _, code in codes(problems_of(sound))] == [TEXTS[text]] * bool(TEXTS[text])
