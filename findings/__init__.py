"""Snapshot id and codes in, frame out: metrics combined to answer what pages, addresses and files ask."""
