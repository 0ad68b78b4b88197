"""The rules that the tests grade by, what a test changes of them it says itself; and every verdict from the other side."""

from metrics.comparability import SET

RULES = {
    "grades": dict.fromkeys(SET, "indicative")
    | dict.fromkeys(("other_scope", "other_status", "other_length"), "not_comparable")
    | dict.fromkeys(("ambiguous_wording", "order_only", "years_apart"), "with_caution"),
    "years": {"apart": 1, "far": 3},
}


def graded_as(**grades) -> dict:
    """The rules with other grades for some reasons."""
    return RULES | {"grades": RULES["grades"] | grades}


MIRRORED = {
    "surely_better": "surely_worse",
    "surely_higher": "surely_lower",
    "stricter": "looser",
    "within": "limit_kept",
    "beyond": "limit_exceeded",
    "same_limit": "same_limit",
    "equal": "equal",
    "cannot_tell": "cannot_tell",
    "not_comparable": "not_comparable",
}
MIRRORED |= {other: one for one, other in MIRRORED.items()}
