"""The list of pages, and the frame each of them stands in."""

import streamlit as st

from pages.parts import frame, selection

PAGES = ("overview", "compare", "approval_times", "measures", "checks", "methods", "sources")

selection.begin()
text = selection.text()
st.set_page_config(page_title=text("frame.title"), page_icon="📊", layout="wide")
pages = {
    code: st.Page(
        f"{code}.py", title=text(f"page.{code}"), url_path=code.replace("_", "-"), default=code == "overview"
    )
    for code in PAGES
}
page = st.navigation(list(pages.values()), position="hidden")
frame.header(pages)
notices = st.container()
page.run()
frame.announce(notices)
frame.footer()
