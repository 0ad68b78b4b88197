"""Rows in, file out: a downloaded file says as much as the page it came from."""
