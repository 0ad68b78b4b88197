"""Site: the pages there are, and under which entry of the band each of them stands."""

ENTRIES = ("home", "compare", "approval_times", "reforms", "indicators", "your_city")
FOOT = ("what_if", "methods")
PAGES = (*ENTRIES, *FOOT)
FIRST = ENTRIES[0]


def url_path(page: str) -> str:
    """The address of a page below the dashboard's own."""
    return page.replace("_", "-")
