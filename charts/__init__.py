"""Rows in, chart out, as the dict that Plotly draws in the browser: charts compute no numbers and read no data."""
