"""Documents: the text a figure was read from opens with its words marked, and only the text on record."""

import hashlib

import pytest

from findings import documents, kept
from loaders.settings import HOME

SOURCE = "anyang-2021-report"
DOCUMENTS = HOME.parent / "shared" / "sources"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of texts that the setting names."""
    monkeypatch.setenv("DUIBIAO_DOCUMENTS", str(tmp_path))
    return tmp_path


@pytest.fixture
def on_record(folder, shipped, monkeypatch):
    """A text of the test's own on record: two figures of one passage, one within another, one printed twice."""
    text = "甲，压缩到50个工作日。\n\n22件减至9件；又见50个工作日。\n"
    content = text.encode()
    (folder / "a.txt").write_bytes(content)
    sources = kept.table(shipped.id, "sources")
    mine = sources["id"] == SOURCE
    sources = sources.assign(
        file=sources["file"].mask(mine, "a.txt"),
        sha256=sources["sha256"].mask(mine, hashlib.sha256(content).hexdigest()),
    )
    rows = kept.observations(shipped.id).head(3).assign(source=SOURCE, id=["a", "b", "c"])
    rows["as_printed"] = ["50个工作日", "22件减至9件", "9件"]
    monkeypatch.setattr(kept, "table", lambda *_: sources)
    monkeypatch.setattr(kept, "observations", lambda *_: rows)
    return text


def test_a_text_is_cut_where_the_words_of_a_figure_begin_and_end(on_record, shipped):
    assert documents.paragraphs(shipped.id, SOURCE) == (
        (("甲，压缩到", ()), ("50个工作日", ("a",)), ("。", ())),
        (("22件减至", ("b",)), ("9件", ("b", "c")), ("；又见", ()), ("50个工作日", ("a",)), ("。", ())),
    )


def test_without_a_folder_and_with_another_text_than_the_one_on_record_there_is_no_text(
    folder, shipped, monkeypatch
):
    file = kept.table(shipped.id, "sources").set_index("id").loc[SOURCE, "file"]
    assert documents.text_of(shipped.id, SOURCE) == ""  # the folder is empty
    (folder / file).write_text("安阳", encoding="utf-8")
    assert documents.text_of(shipped.id, SOURCE) == ""  # not the text on record
    monkeypatch.delenv("DUIBIAO_DOCUMENTS")
    assert kept.settings().documents_folder is None
    assert documents.text_of(shipped.id, SOURCE) == ""


@pytest.mark.parametrize(
    ("locator", "n"),
    [
        ("一（二）便利办税", 2),  # the number of the chapter does not stand before that of the section
        ("便利办税", 1),  # the first paragraph that has it
        ("第十五条；第二十条", 3),
        ("二、存在的问题·导语", 4),
        ("第九十条；一（二）便利办税", 2),  # the first place that is found
        ("结尾", None),
        ("", None),
    ],
)
def test_a_locator_names_the_paragraph_that_holds_its_heading(locator, n):
    texts = (
        "报告",
        "便利办税见下",
        "（二）便利办税。压缩到50个工作日",
        "第十五条 当日办结",
        "二、存在的问题",
    )
    paragraphs = [((text[:2], ()), (text[2:], ("a",))) for text in texts]
    assert documents.paragraph_at(paragraphs, locator) == n


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the source documents are not part of the project")
def test_most_measures_and_problems_open_at_their_place_in_the_document(shipped, monkeypatch):
    monkeypatch.setenv("DUIBIAO_DOCUMENTS", str(DOCUMENTS))
    places = [
        (source, locator)
        for table in ("measures_done", "problems_named")
        for source, locator in kept.table(shipped.id, table)[["source", "locator"]].itertuples(index=False)
    ]
    texts = {source: documents.paragraphs(shipped.id, source) for source, _ in places}
    found = [documents.paragraph_at(texts[source], locator) is not None for source, locator in places]
    assert sum(found) >= 0.85 * len(found)
