"""Judging: the one place where two figures are compared. Pages, files, addresses and tasks all ask here.

Whether and how two figures compare follows from the figures alone (`comparability`, `verdicts`, `gaps`); the reader's
strictness only decides which pairs are let through. So a pair has the same verdict everywhere, or none.
"""

from collections.abc import Callable

import pandas as pd

from findings import grouped, kept
from findings.kept import Codes
from loaders.reading import FIGURES
from metrics import Table, metric
from metrics.comparability import comparability, let_through
from metrics.gaps import gaps
from metrics.pairs import BENCHMARK_COLUMNS, CUT, pairs
from metrics.verdicts import verdicts

JUDGED = dict.fromkeys(BENCHMARK_COLUMNS)  # what a verdict is based on


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
    narrow = own[[name for name in own if name in JUDGED]].assign(at=range(len(own)))
    declared = kept.table(snapshot_id, "declared")
    met = {*own["indicator"], *declared[declared["indicator"].isin(own["indicator"])]["other"]}
    others = others.loc[others["indicator"].isin(met) | (others["form"] == CUT), [*JUDGED]]
    found = held_against(narrow, others, declared, rule).reset_index(drop=True)
    # Columns that do not affect the verdict, which are most, are joined from the figures afterwards.
    carried = own.drop(columns=list(narrow), errors="ignore").take(found.pop("at")).set_index(found.index)
    columns = dict.fromkeys((*own, *found))
    found = pd.concat([found, carried], axis=1)[list(columns)]
    names = {"benchmark_place": "places", "benchmark_indicator": "indicators", "benchmark_unit": "units"}
    return with_declared(snapshot_id, kept.with_names(snapshot_id, found, names))


def of_scenario(snapshot_id: str, own: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """As `of_frames`, for figures some of which are `simulated`, against those of all other places.

    Those of a small dataset that are not simulated are looked up, as they are judged once anyway.
    """
    if kept.size(snapshot_id) > kept.MOST_TOGETHER:
        return of_frames(snapshot_id, own, others)
    found = [_known(snapshot_id, own[~own["simulated"]])]
    if own["simulated"].any():
        found.append(of_frames(snapshot_id, own[own["simulated"]], others))
    return pd.concat(found, ignore_index=True)


def _known(snapshot_id: str, own: pd.DataFrame) -> pd.DataFrame:
    every = tuple(kept.reporting_places(snapshot_id, "zh"))
    pairs = pairs_of_places(snapshot_id, tuple(set(own["place"])), every, ids=tuple(own["id"]), cuts=False)
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
    some = (None if codes is None else tuple(sorted(codes)) for codes in (indicators, ids))
    both = tuple(sorted(places)), tuple(sorted(others))
    return _pairs(snapshot_id, *both, rule or rule_of_settings(), *some, cuts)


@kept.answer
def _pairs(
    snapshot_id: str,
    places: Codes,
    others: Codes,
    rule: str,
    indicators: Codes | None,
    ids: Codes | None,
    cuts: bool,
) -> pd.DataFrame:
    if kept.size(snapshot_id) > kept.MOST_TOGETHER:
        both = (kept.figures(snapshot_id, *asked) for asked in ((indicators, places), (None, others)))
        own, others_figures = (every[(every["cut_kind"] == "") | cuts] for every in both)
        own = own if ids is None else own[own["id"].isin(ids)]
        return of_frames(snapshot_id, own, others_figures, rule)
    asked = {"place": places, "benchmark_place": others, "indicator": indicators, "id": ids}
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
