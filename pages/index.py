"""The frame around every page; the pages are listed in pages/parts/site.py."""

import streamlit as st

from pages.parts import downloads, frame, selection, site

selection.begin()
downloads.begin_downloads()
text = selection.text()
pages = {
    code: st.Page(
        f"{code}.py", title=text(f"page.{code}"), url_path=site.url_path(code), default=code == site.FIRST
    )
    for code in site.PAGES
}
page = st.navigation(list(pages.values()), position="hidden")
frame.follow(pages, page)  # which may change the language
here = next(code for code in pages if pages[code] is page)
text = selection.text()
title = f"{text(f'page.{here}')} · {text('frame.title')}"
st.set_page_config(page_title=title, page_icon="📊", layout="wide")
frame.header(here)
notices = st.container()
page.run()
downloads.whole_page(here)
frame.announce(notices, page.url_path)
frame.footer(here)
