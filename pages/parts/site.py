"""Site: the pages there are – the entries of the band, and those linked at the foot."""

ENTRIES = ("home", "compare", "approval_times", "reforms", "indicators", "your_city")
FOOT = ("what_if", "methods")
PAGES = (*ENTRIES, *FOOT)
FIRST = ENTRIES[0]


def url_path(page: str) -> str:
    """The address of a page below the dashboard's own."""
    return page.replace("_", "-")
