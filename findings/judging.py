"""Judging: the one place where two figures are compared. Pages, files, addresses and tasks all ask here.

Whether and how two figures compare follows from the figures alone (`comparability`, `verdicts`, `gaps`); the reader's
strictness only decides which pairs are let through. So a pair has the same verdict everywhere, or none.
"""

from collections.abc import Callable
from itertools import combinations

import pandas as pd

from findings import grouped, kept
from findings.kept import Codes
from loaders.reading import FIGURES
from loaders.settings import STRICTNESS
from metrics import Table, metric
from metrics.comparability import GRADES, comparability, let_through
from metrics.gaps import gaps
from metrics.pairs import BENCHMARK_COLUMNS, CUT, pairs
from metrics.verdicts import verdicts

CITY = "prefecture"  # the level of the places among which pairs are counted


def rule_of_settings() -> str:
    """The strictness for a reader who has not chosen one: strict, usual or open."""
    return kept.settings().comparability.rule


def judged_pairs(paired: Table, rule: str = "") -> Table:
    """Pairs with grade, reasons, verdict, form and gap, as strict as `rule` says (empty: as the settings say)."""
    strictness = kept.settings().comparability
    graded = comparability(paired, strictness.rules)
    return gaps(verdicts(let_through(graded, strictness.worst(rule or strictness.rule))))


def judged_as_graded(paired: pd.DataFrame) -> pd.DataFrame:
    """Pairs that are already graded, as those with a peer benchmark are, with verdict, form and gap."""
    return gaps(verdicts(paired))


@metric  # as a whole: frames of pandas go to Polars and back once, not for every metric in it
def held_against(own: Table, others: Table, declared: Table, rule: str = "") -> Table:
    """Any figures against any others, in their own engine."""
    return judged_pairs(pairs(own, others, declared), rule)


def of_frames(snapshot_id: str, own: pd.DataFrame, others: pd.DataFrame, rule: str = "") -> pd.DataFrame:
    """Any figures against any others, with the names of what they are compared with."""
    narrow = own[[name for name in own if name in BENCHMARK_COLUMNS]].assign(at=range(len(own)))
    declared = kept.table(snapshot_id, "declared")
    met = {*own["indicator"], *declared[declared["indicator"].isin(own["indicator"])]["other"]}
    others = others.loc[others["indicator"].isin(met) | (others["form"] == CUT), [*BENCHMARK_COLUMNS]]
    found = held_against(narrow, others, declared, rule).reset_index(drop=True)
    # Columns that do not affect the verdict, which are most, are joined from the figures afterwards.
    carried = own.drop(columns=list(narrow), errors="ignore").take(found.pop("at")).set_index(found.index)
    columns = dict.fromkeys((*own, *found))
    found = pd.concat([found, carried], axis=1)[list(columns)]
    names = {"benchmark_place": "places", "benchmark_indicator": "indicators", "benchmark_unit": "units"}
    return with_declared(snapshot_id, kept.with_names(snapshot_id, found, names))


def of_scenario(snapshot_id: str, own: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """As `of_frames`, for figures some of which may be `simulated`, against those of all other places.

    Where none is, and the dataset is small, the pairs are looked up, as they are judged once anyway.
    """
    if own["simulated"].any() or not kept.is_small(snapshot_id):
        return of_frames(snapshot_id, own, others)
    pairs = kept.looked_up(every_pair(snapshot_id, rule_of_settings()), id=tuple(own["id"]), cut_kind=("",))
    pairs = pairs[pairs["place"] != pairs["benchmark_place"]]
    carried = own[["id", *(name for name in own if name not in pairs)]]
    return pairs.merge(carried, on="id")[list(dict.fromkeys((*own, *pairs)))]


def with_declared(snapshot_id: str, pairs: pd.DataFrame) -> pd.DataFrame:
    """Pairs with what the dataset says about their two indicators, in both languages; empty if both are the same."""
    said = kept.table(snapshot_id, "declared").set_index(["indicator", "other"])
    both = pd.MultiIndex.from_frame(pairs[["indicator", "benchmark_indicator"]])
    texts = {f"declared_{x}": said[f"reason_{x}"].reindex(both).fillna("").to_numpy() for x in ("zh", "en")}
    return pairs.assign(**texts)


@kept.answer
def every_pair(snapshot_id: str, rule: str) -> pd.DataFrame:
    """Every two figures of a small dataset, judged once; callers look up the pairs they need."""
    every = kept.figures(snapshot_id, None, tuple(kept.reporting_places(snapshot_id, "zh")))
    return of_frames(snapshot_id, every, every, rule)


def pairs_of_places(
    snapshot_id: str,
    places: Codes,
    others: Codes,
    rule: str = "",
    indicators: Codes | None = None,
    cuts: bool = True,
    ids: Codes | None = None,
) -> pd.DataFrame:
    """The figures of some places against those of others, with or without cuts.

    `indicators` and `ids` restrict the figures of the former (None: all). The number of pairs grows with places × others: if
    there are many places, choose a few, or a benchmark.
    """
    asked = {"place": places, "benchmark_place": others, "indicator": indicators, "id": ids}
    in_order = {name: None if codes is None else tuple(sorted(codes)) for name, codes in asked.items()}
    return _pairs(snapshot_id, rule or rule_of_settings(), cuts, **in_order)


@kept.answer
def _pairs(snapshot_id: str, rule: str, cuts: bool, **asked: Codes | None) -> pd.DataFrame:
    if not kept.is_small(snapshot_id):
        taken = kept.figures if cuts else kept.uncut
        own = kept.looked_up(taken(snapshot_id, asked["indicator"], asked["place"]), id=asked["id"])
        return of_frames(snapshot_id, own, taken(snapshot_id, None, asked["benchmark_place"]), rule)
    return kept.looked_up(every_pair(snapshot_id, rule), cut_kind=None if cuts else ("",), **asked)


def pairs_between(snapshot_id: str, places: Codes, rule: str = "", cuts: bool = True) -> pd.DataFrame:
    """Every two figures of some places."""
    return pairs_of_places(snapshot_id, places, places, rule, cuts=cuts)


def pairs_of_place(snapshot_id: str, place: str, rule: str = "") -> pd.DataFrame:
    """The figures of one place against those of the places it is compared with; without cuts."""
    others = tuple(id_ for id_ in kept.places_beside(snapshot_id, place) if id_ != place)
    return pairs_of_places(snapshot_id, (place,), others, rule, cuts=False)


@kept.answer
def pair_counts(snapshot_id: str) -> pd.DataFrame:
    """Per indicator (or two declared ones), grade and reasons: the number of pairs of figures of any two places."""
    return kept.computing(snapshot_id).in_steps(grouped.steps(FIGURES, kept.settings().comparability.rules))


def counts_of(figures: Table, declared: Table, laid_down: Callable[[Table], Table]) -> Table:
    """As `pair_counts`, from the tables of any engine; `laid_down` returns rows that are computed once, not in every step."""
    frames = {FIGURES: figures, "declared": declared}
    for name, (compute, taken) in grouped.steps(FIGURES, kept.settings().comparability.rules).items():
        frames[name] = laid_down(compute(*(frames[one] for one in taken)))
    return frames[name]


@kept.answer
def counted_cities(snapshot_id: str) -> Codes:
    """The cities that have figures, in the order of the dataset; if there are many, the default ones."""
    levels = kept.table(snapshot_id, "places").set_index("id")["level"]
    return tuple(place for place in kept.at_once(snapshot_id) if levels[place] == CITY)


@kept.answer
def comparable(snapshot_id: str, rule: str) -> pd.DataFrame:
    """Every two figures of two cities that compare under a strictness, counted once; without figures on size."""
    found = pairs_between(snapshot_id, counted_cities(snapshot_id), rule)
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
