"""Methods: how each number is computed, with a worked example, and what it does not say."""

import streamlit as st

from pages.parts import frame, selection
from words.methods import METHODS, method_blocks, method_title

view = frame.open_page("methods")
options = {method: method_title(method, view.language) for method in METHODS}
method = selection.one("method", view.text("select.method"), options, METHODS[0])

st.header(options[method], anchor=False)
for is_formula, block in method_blocks(method, view.language):
    if is_formula:
        st.code(block, language=None, wrap_lines=True)
    else:
        st.markdown(block)  # our own text; text from data never gets here, see tests/test_architecture.py
