"""The page at /api/v1/: complete in both languages, and its examples work as they stand."""

import html
import io
import re

import pandas as pd
import pytest

from api.addresses import ADDRESSES, AT
from words import wording

LANGUAGES = ("zh", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_every_address_format_and_parameter_in_the_language_of_the_reader(client, language):
    answer = client.get(f"{AT}/", headers={"Accept-Language": language})
    page, text = html.unescape(answer.text), wording(language)
    assert f'<html lang="{ {"zh": "zh-CN", "en": "en"}[language] }" translate="no">' in page
    for address in ADDRESSES:
        assert (
            f"<code>{AT}{address.path}.{address.formats[0]}</code>" in page
            and text(f"question.{address.question.name}.about") in page
        )
        for ending in address.formats:
            assert ending.upper() in page
            for parameter in address.in_query(ending, False):
                assert f"<code>{parameter.name}</code>" in page
    shown = re.sub(r"<style>.*?</style>|<code>.*?</code>|<[^>]+>", " ", page)
    assert bool(re.search("[一-鿿]", re.sub("对标|中文", "", shown))) == (language == "zh")
    assert client.get(f"{AT}/?lang={language}").text == answer.text


def test_the_page_loads_nothing_and_its_links_lead_somewhere(client):
    page = client.get(f"{AT}/").text
    assert not re.search(r"<(script|img|link|iframe)|url\(|@import", page)
    links = set(re.findall(r'href="([^"]+)"', page)) - {"../../"}
    assert len(links) > 8
    for link in links:
        assert client.get(link if link.startswith("http") else f"{AT}/{link}").status_code == 200, link


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_for_excel_pandas_and_r_give_figures(client, language, monkeypatch):
    page = html.unescape(client.get(f"{AT}/?lang={language}").text)
    lines = [line for line in re.findall(r"<code>(.*?)</code>", page) if "http://localhost" in line]
    assert [re.match(r"= Table|pandas\.read_csv|read\.csv", line)[0] for line in lines] == [
        "= Table",
        "pandas.read_csv",
        "read.csv",
    ]
    (address,) = {re.search(r'"(http://localhost[^"]+)"', line)[1] for line in lines}
    answer = client.get(address)
    monkeypatch.setattr(
        pd, "read_csv", lambda file, read=pd.read_csv: read(io.BytesIO(client.get(file).content))
    )
    figures = eval(lines[1], {"pandas": pd})  # the line as a reader copies it
    assert list(figures)[0] == "row" and len(figures) > 50
    assert answer.content.startswith(b"\xef\xbb\xbf")  # what R is told of and Excel goes by


def test_what_the_data_say_cannot_become_markup(client, monkeypatch):
    monkeypatch.setattr("api.explained.wording", lambda _: lambda key, **_v: "<b>&\n<i>")
    assert "<b>" not in client.get(f"{AT}/").text and "<i>" not in client.get(f"{AT}/").text
