"""Home: what stands out about each city; for the reader's own city, everything known about it.

data: findings/home · words: words/home, words/facts · shown by: cities, one_city.
"""

import streamlit as st

from findings import home
from pages.parts import cities, frame, one_city

view = frame.start("home")
if view.snapshot:
    mine = frame.my_city()
    if mine and st.query_params.get("part") == frame.BRIEF:
        one_city.show_brief(mine, view)
    elif mine:
        one_city.show_city(mine, view)
    else:
        cities.show_cities(home.reporting_cities(view.snapshot), view)
