"""The list of pages, and the frame each of them stands in."""

import streamlit as st

from pages.parts import downloads, embedding, frame, selection

PAGES = (
    "overview", "compare", "approval_times", "indicators", "city", "rectification", "measures", "what_if", "tasks",
    "checks", "sources", "your_city", "methods",
)  # fmt: skip

selection.begin()
downloads.begin()
text = selection.text()
pages = {
    code: st.Page(
        f"{code}.py", title=text(f"page.{code}"), url_path=code.replace("_", "-"), default=code == "overview"
    )
    for code in PAGES
}
page = st.navigation(list(pages.values()), position="hidden")
st.set_page_config(page_title=f"{page.title} · {text('frame.title')}", page_icon="📊", layout="wide")
if embedding.is_asked():
    embedding.show(page)
else:
    here = next(code for code in pages if pages[code] is page)
    frame.header(pages, here)
    notices = st.container()
    page.run()
    downloads.whole_page(here)
    frame.announce(notices, page.url_path)
    frame.footer()
