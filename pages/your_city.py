"""Your city: a reader's own figures, checked as the dataset's are, beside the others in this session only."""

import streamlit as st

from pages.parts import frame, own_forms

view = frame.open_page("your_city")
text = view.text
st.text(text("own.privacy"))
st.header(text("heading.own_place"), anchor=False)
own_forms.city(view)
st.header(text("heading.own_figures"), anchor=False)
own_forms.upload(view)
own_forms.outcome(view)
own_forms.table(view)
