"""The rules that the tests grade by; what a test changes of them it says itself."""

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
