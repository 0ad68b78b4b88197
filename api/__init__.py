"""Addresses beside the pages, and what every request passes through."""
