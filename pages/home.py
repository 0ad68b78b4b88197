"""Home: what stands out of each city; of the reader's own city all that is known of it.

data: findings/home · words: words/home, words/facts · shown by: cities, one_city.
"""

import streamlit as st

from findings import home
from pages.parts import briefs, cities, frame, one_city

view = frame.start("home")
if view.snapshot:
    mine = frame.my_city()
    if mine and st.query_params.get("part") == frame.BRIEF:
        briefs.show_brief(mine, view)
    elif mine:
        one_city.show_city(mine, view)
    else:
        cities.show_cities(home.reporting_cities(view.snapshot), view)
