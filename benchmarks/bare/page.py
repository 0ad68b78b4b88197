"""A page as one would write it by hand, without any of this project's code: what the pages are measured against.

streamlit run benchmarks/bare/page.py -- <snapshot file>
"""

import sys

import duckdb
import plotly.express as px
import streamlit as st

con = duckdb.connect(sys.argv[1], read_only=True)
names = con.execute(
    "SELECT DISTINCT name_zh FROM indicators JOIN observations ON indicator = indicators.id ORDER BY name_zh"
)
if "names" not in st.session_state:
    st.session_state["names"] = [name for (name,) in names.fetchall()]

st.title("对标")
chosen = st.selectbox("指标", st.session_state["names"])
rows = con.execute(
    "SELECT places.name_zh AS 城市, high AS 数字, as_printed AS 原文 FROM observations "
    "JOIN indicators ON indicators.id = indicator JOIN places ON places.id = place WHERE indicators.name_zh = ?",
    [chosen],
).df()
st.plotly_chart(px.bar(rows, x="城市", y="数字", hover_data=["原文"]))
st.download_button("下载", rows.to_csv(index=False), "rows.csv")
