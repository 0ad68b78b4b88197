"""Methods: how each number is computed, in the words of the code itself, with an example on real figures."""

import streamlit as st

from pages.parts import examples, frame, methods, selection

view = frame.open_page("methods")
options = {method: methods.title(method, view.language) for method in methods.METHODS}
chosen = selection.one("method", view.text("select.method"), options, methods.METHODS[0])

methods.show(chosen, view)
st.header(view.text("heading.example"), anchor=False)
examples.show(chosen, view)
