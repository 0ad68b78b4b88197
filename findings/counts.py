"""Counts: how many pairs of cities compare, on how many matters and in which forms, per strictness."""

from itertools import combinations

import pandas as pd

from findings import judging, kept
from findings.kept import Codes
from loaders.settings import STRICTNESS
from metrics.comparability import GRADES

CITY = "prefecture"  # the level of the places that are counted


@kept.answer
def counted_cities(snapshot_id: str) -> Codes:
    """The cities that have figures, in the order of the dataset; if there are many, the default ones."""
    levels = kept.table(snapshot_id, "places").set_index("id")["level"]
    return tuple(place for place in kept.at_once(snapshot_id) if levels[place] == CITY)


@kept.answer
def comparable(snapshot_id: str, rule: str) -> pd.DataFrame:
    """Every two figures of two cities that compare under a strictness, counted once; without figures on size."""
    found = judging.pairs_between(snapshot_id, counted_cities(snapshot_id), rule)
    kinds = kept.table(snapshot_id, "matters").set_index("id")["kind"]
    is_once = found["place"] < found["benchmark_place"]
    is_size = found["matter"].map(kinds) == "size"
    return found[is_once & ~is_size & (found["grade"] != GRADES[-1])]


def counted_pairs_of_cities(snapshot_id: str) -> dict[str, dict[str, object]]:
    """Per strictness: `city_pairs` (two cities on one matter), `told` (with a verdict), `by_form`, `per_city`, `between`."""
    return {rule: _counted_under(snapshot_id, rule) for rule in STRICTNESS}


def _counted_under(snapshot_id: str, rule: str) -> dict[str, object]:
    rows = comparable(snapshot_id, rule)
    pair = ["place", "benchmark_place", "matter"]
    of_pairs, names = rows.drop_duplicates(pair), counted_cities(snapshot_id)
    by_form = rows.drop_duplicates([*pair, "form"])["form"].value_counts().to_dict()
    sides = pd.concat([of_pairs["place"], of_pairs["benchmark_place"]]).value_counts()
    between = of_pairs.groupby(["place", "benchmark_place"]).size()
    told = rows[rows["verdict"] != "cannot_tell"].drop_duplicates(pair)
    return {
        "city_pairs": len(of_pairs),
        "told": len(told),
        "by_form": {form: int(n) for form, n in sorted(by_form.items())},
        "per_city": {city: int(sides.get(city, 0)) for city in names},
        "between": {
            f"{one}|{other}": int(between.get((one, other), 0))
            for one, other in combinations(sorted(names), 2)
        },
    }
