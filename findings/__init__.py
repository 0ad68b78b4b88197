"""Snapshot and codes in, frame out: metrics put together to answer what pages, addresses and files ask."""
