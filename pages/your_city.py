"""Your city: a reader's own figures, read from any office file, beside the others in this session only.

data: findings/own_file.own_grades · words: words/takeaways · shown by pages/parts/own_forms, own_review.
"""

import streamlit as st

from pages.parts import frame, own_forms, own_review

view = frame.open_page("your_city")
text = view.text
st.text(text("own.privacy"))
st.header(text("heading.own_place"), anchor=False)
own_forms.city(view)
st.header(text("heading.own_figures"), anchor=False)
own_forms.upload(view)
with st.expander(text("own.by_hand"), key="open:by_hand", on_change="rerun") as by_hand:
    if by_hand.open:
        own_forms.form_table(view)
own_review.show_review(view)
own_review.show_outcome(view)
