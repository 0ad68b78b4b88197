"""Service: no request leaves the machine, one language at a time, and a failure that says so and spoils nothing else."""

import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import expect

from loaders.contract import COLUMNS
from loaders.own_city import PLACE, SOURCE
from tests.browser.conftest import EVERY
from words import wording

HOME = Path(__file__).resolve().parents[2]
# Shown to those who press Tab first, and in the area to drop a file on; cannot be translated.
STREAMLITS_OWN = {"Skip to main content", "Upload", "5MB per file"}
# Names of formats and of the World Bank's topics, the pinyin of an example, and the button that is called so.
NAMES = {
    "API",
    "CSV",
    "XLSX",
    "Excel",
    "Word",
    "UTF-8",
    "KB",
    "MB",
    "sha256",
    "Duibiao",
    "English",
    "B-READY",
    "gcsp",
    "Upload",
}
# Every text a reader sees: on the page, in its fields, in its tables (painted on a canvas that holds them as text),
# in the title of the window and in what is read aloud of a chart. Icons are letters of a font of their own.
SEEN = f"""() => {{
    const seen = [document.title], every = {EVERY}(document.body)
    for (const holder of every) for (const node of holder.childNodes) {{
        if (node.nodeType !== 3) continue
        const hidden = holder.closest('script, style, noscript, template, [data-testid=stIconMaterial]')
        if (!hidden && (holder.closest('canvas') || holder.checkVisibility({{visibilityProperty: true}})))
            seen.push(node.textContent)
    }}
    for (const field of every.filter(one => one.matches('input, textarea'))) seen.push(field.value || field.placeholder)
    for (const named of every.filter(one => one.matches('[role=figure], .blocks [aria-label]')))
        seen.push(named.getAttribute('aria-label'))
    return seen.filter(text => text && text.trim())
}}"""


def copy_of_the_project(to):
    """What the server runs on, in a folder of its own."""
    beside = shutil.ignore_patterns(".*", "__pycache__", "tests", "build", "docs", "benchmarks")
    shutil.copytree(HOME, to, ignore=beside)
    shutil.copytree(HOME / ".streamlit", to / ".streamlit")
    return to


def not_english(server):
    """A pattern for what keeps its letters on a Chinese page: ids, names of files, and words printed in a document."""
    snapshot, figures = server.snapshot(), server.figures()
    sources = snapshot.table("sources")
    known = {*NAMES, *COLUMNS, PLACE, SOURCE, snapshot.id, *figures["id"], *sources["file"]}
    known |= {sha[:16] for sha in sources["sha256"]}
    for table in ("places", "indicators", "sources", "topics"):
        known |= set(snapshot.table(table)["id"])
    for printed in ("as_printed", "locator", "source_zh"):
        known |= set(re.findall("[A-Za-z]{2,}", " ".join(figures[printed])))
    longest_first = sorted(known, key=len, reverse=True)
    return re.compile(
        "|".join(rf"(?<![A-Za-z0-9_]){re.escape(word)}(?![A-Za-z0-9_])" for word in longest_first)
    )


def test_nothing_english_remains_on_a_chinese_page(reads, server, pages):
    # A table holds no more columns than are seen at once: so the window is wider than all of them.
    reader, allowed, english = reads("en", width=4000), not_english(server), []
    for page, address in pages.items():
        reader.opens(f"{address}?lang=zh")
        reader.unfolds()
        seen = reader.page.evaluate(SEEN)
        assert len(seen) > 20
        for text in {*seen} - STREAMLITS_OWN:
            if re.match(
                r"[a-z-]+\?\w+=", text
            ):  # where the cell of a table leads to; it shows a word, or what follows #
                text = unquote(text.partition("#")[2])
            # the sources of a method are named as they were published
            is_method = page == "methods" and text.startswith("来源：")
            if not is_method and re.search("[A-Za-z]{2,}", allowed.sub("", text)):
                english.append(f"{page}: {text}")
    assert not english, "\n".join(english)


def test_no_request_leaves_the_machine_on_any_page_in_either_language(reads, server, visits, pages):
    reader = reads("en")
    reader.opens("/indicators")
    for page in pages:
        reader.follows(reader.text(f"page.{page}"), page)
        reader.switches_to("zh" if reader.language == "en" else "en")
        reader.unfolds()
    asked = {urlsplit(address).netloc for address in visits.addresses} - {""}
    assert asked == {f"localhost:{server.port}"}
    assert any(address.startswith("ws:") for address in visits.addresses)
    assert not visits.strangers()


def test_a_page_that_fails_says_so_with_an_id_and_the_others_still_work(starts, reads, tmp_path):
    home = copy_of_the_project(tmp_path / "project")
    (home / "pages/methods.py").write_text('raise RuntimeError("boom")\n', encoding="utf-8")
    broken = starts(tmp_path / "build", home)
    reader, received = reads("en", broken), []
    reader.page.on("websocket", lambda s: s.on("framereceived", lambda data: received.append(data)))
    for language in ("en", "zh"):
        reader.opens(f"/?lang={language}")
        reader.page.get_by_role("link", name=reader.text("page.methods"), exact=True).click()
        sentence = re.compile(reader.text("failure.page", id="([0-9a-f]{8})"))
        told = reader.page.get_by_text(sentence)
        expect(told).to_be_visible()
        log = broken.log.read_text(encoding="utf-8")
        assert sentence.search(told.text_content())[1] in log and "boom" in log
        for word in ("boom", "Traceback", "RuntimeError"):
            assert word not in reader.page.content()
            assert not any(word.encode() in data for data in received if isinstance(data, bytes))
        reader.band.get_by_role("link", name=reader.text("page.compare"), exact=True).click()
        expect(reader.page.get_by_test_id("stPlotlyChart").first).to_be_visible()
        expect(told).to_have_count(0)
    assert any(isinstance(data, bytes) for data in received)


def test_health_names_the_snapshot_of_the_foot_and_every_answer_carries_the_headers(reads, server):
    reader = reads("en")
    health = server.health()
    assert (health["status"], health["problems"], health["age_days"]) == ("ok", 0, 0)
    reader.opens("/methods")
    assert health["snapshot"] in reader.page.get_by_text(re.compile("^Data snapshot")).text_content()
    for path in ("/", "/compare?lang=en", "/api/health", "/_stcore/health", "/nowhere/at/all.js"):
        _, headers, _ = server.answer(path)
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["X-Frame-Options"] == "DENY", path
        assert headers["Referrer-Policy"] == "same-origin", path
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy, path
        assert "http:" not in policy and "https:" not in policy and "*" not in policy, path


def test_broken_data_leave_the_last_good_snapshot_on_the_air_and_the_pages_say_so(starts, reads, tmp_path):
    data, build = tmp_path / "data", tmp_path / "build"
    shutil.copytree(HOME / "data", data)
    good = starts(build, DUIBIAO_DATA=str(data)).health()
    assert good["status"] == "ok"

    figures = sorted((data / "observations").glob("*.csv"))[0]
    figures.write_text(figures.read_text(encoding="utf-8") + "broken,nowhere\n", encoding="utf-8")
    again = starts(build, DUIBIAO_DATA=str(data))
    health = again.health()
    assert (health["status"], health["snapshot"]) == ("last_good", good["snapshot"])
    assert health["problems"] >= 1
    reader = reads("en", again)
    for language in ("en", "zh"):
        reader.opens(f"/compare?lang={language}")
        warning = wording(language)("frame.refused", n=health["problems"])
        expect(reader.page.get_by_text(warning)).to_be_visible()
        expect(reader.page.get_by_test_id("stPlotlyChart").first).to_be_visible()
        reader.page.get_by_text(reader.text("frame.problems")).click()
        expect(reader.page.get_by_text(re.compile(re.escape(figures.name))).first).to_be_visible()
