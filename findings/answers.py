"""Answers: what the pages show, computed from a snapshot by the metrics and cached for all readers."""

from collections.abc import Callable, Iterable
from itertools import product

import pandas as pd

from findings import judging, kept
from findings.kept import Codes
from loaders.reading import PRINTED
from metrics.checks import checked
from metrics.comparability import GRADES
from metrics.coverage import comparable_counts, coverage
from words import LANGUAGES, wording
from words.cells import figure_in_words

COUNTED = [
    *("id", "place", "indicator", "benchmark_id", "benchmark_place", "benchmark_indicator"),
    *("grade", "reasons"),
]
STILL = "9999"  # later than any day: stands for the end of an open period
AT_FIRST = 6  # indicators in a default comparison


def checks_of_places(snapshot_id: str, places: Codes, outcomes: Codes | None = None) -> pd.DataFrame:
    """The places' claims against what follows from their own figures, those that fail first."""
    return kept.looked_up(every_check(snapshot_id), place=places, outcome=outcomes)


@kept.answer
def every_check(snapshot_id: str) -> pd.DataFrame:
    """As `checks_of_places`, of all places and with every outcome."""
    parts, claims = kept.table(snapshot_id, "check_parts"), kept.table(snapshot_id, "checks")
    every = kept.figures(snapshot_id, None, None, tuple({*parts["figure"], *claims["claim"]}), PRINTED)
    found = checked(claims.drop(columns="position"), parts, every)
    names = {f"name_{language}": f"claim_{language}" for language in LANGUAGES}
    found = found.merge(_followed(parts, every), left_on="id", right_on="check_id")
    rows = found.rename(columns=names).merge(every.rename(columns={"id": "claim"}), on="claim")
    rows = rows.assign(id=rows["claim"], row="listed")
    return sorted_by(rows, rows["outcome"].map(["fails", "cannot_tell", "holds"].index))


def _followed(parts: pd.DataFrame, every: pd.DataFrame) -> pd.DataFrame:
    """One row per `check_id` with the ids of the figures it should follow from, and their names and values in words."""
    rows = in_words(every.set_index("id").loc[parts["figure"]], follows_from=figure_in_words)
    rows = rows.assign(check_id=parts["check_id"].array, follows_from=parts["figure"].array)
    joined = {f"follows_from_{x}": wording(x)("list.clauses").join for x in LANGUAGES}
    return rows.groupby("check_id").agg({"follows_from": ", ".join} | joined).reset_index()


@kept.answer
def measures_by_place(
    snapshot_id: str, topics: Codes | None = None, places: Codes | None = None
) -> pd.DataFrame:
    """Measures on the topics, with each of the places that carries them out (None: all); `places`: how many of all do."""
    names = {"id": "measure"} | {f"name_{x}": f"measure_{x}" for x in LANGUAGES}
    entries = kept.table(snapshot_id, "measures").rename(columns=names)
    done = kept.table(snapshot_id, "measures_done").rename(columns={"status": "measure_status"})
    done = done.assign(places=done.groupby("measure")["place"].transform("nunique"))
    done = kept.with_names(snapshot_id, kept.looked_up(done, place=places), {"source": "sources"})
    rows = kept.looked_up(entries, topic=topics).merge(done, on="measure").assign(row="listed")
    return named(snapshot_id, rows.sort_values(["places", "position"], ascending=[False, True]))


@kept.answer
def every_problem(snapshot_id: str) -> pd.DataFrame:
    """Every problem that a place's own document names, with the place and where it is described."""
    names = {"id": "problem"} | {f"name_{x}": f"problem_{x}" for x in LANGUAGES}
    entries = kept.table(snapshot_id, "problems").rename(columns=names)
    rows = entries.merge(kept.table(snapshot_id, "problems_named"), on="problem")
    rows = kept.with_names(snapshot_id, rows, {"source": "sources"})
    return named(snapshot_id, rows.assign(row="listed"))


@kept.answer
def problems_of_topic(snapshot_id: str, places: Codes, topic: str) -> pd.DataFrame:
    """Problems of a topic ('' for all) that the places' documents name: one row per problem and place."""
    entries = kept.table(snapshot_id, "problems").rename(columns={"id": "problem"})
    rows = entries.merge(kept.table(snapshot_id, "problems_named"), on="problem")
    rows = rows[rows["place"].isin(places) & ((rows["topic"] == topic) | (topic == ""))]
    return named(snapshot_id, rows.sort_values("position", kind="stable", ignore_index=True))


@kept.answer
def comparable_pairs(snapshot_id: str, rule: str = "") -> pd.DataFrame:
    """Every two of the default places, on every indicator (or two declared ones) that both report: best grade, with reasons."""
    found = judging.pairs_between(snapshot_id, kept.at_once(snapshot_id), rule, cuts=False)
    places, indicators = (kept.labels(snapshot_id, name, "zh") for name in ("places", "indicators"))
    orders = {"indicator": indicators, "place": places, "other_place": places, "other_indicator": indicators}
    counted = in_order(comparable_counts(found[COUNTED]), **orders)
    others = {"other_place": "places", "other_indicator": "indicators"}
    both = kept.with_names(snapshot_id, named(snapshot_id, counted), others)
    benchmark = {"benchmark_place": both["other_place"], "benchmark_indicator": both["other_indicator"]}
    return sorted_by(both.assign(row="listed", **benchmark), both["grade"].map(GRADES.index))


@kept.answer
def figure_counts(snapshot_id: str) -> pd.DataFrame:
    """`place`, `indicator`, `topic`, `figures` and, of these, `numbers`: one row per place and indicator with printed figures."""
    rows = kept.snapshot(snapshot_id).counts()
    topics = kept.table(snapshot_id, "indicators").set_index("id")["topic"]
    return rows.assign(topic=rows["indicator"].map(topics))


@kept.answer
def indicator_choices(snapshot_id: str, language: str) -> tuple[dict[str, str], Codes]:
    """Indicators that any place reports (id → name), and the few compared by default: those that compare best."""
    found = comparable_pairs(snapshot_id)
    is_other = found["indicator"] != found["other_indicator"]
    best = sorted_by(found, found["grade"].map(GRADES.index), is_other)
    few = pd.unique(best[["indicator", "other_indicator"]].to_numpy().ravel())[:AT_FIRST]
    has_figures = set(kept.computing(snapshot_id).in_use("indicator"))
    names = kept.labels(snapshot_id, "indicators", language)
    offered = {id_: name for id_, name in names.items() if id_ in has_figures}
    return offered, tuple(id_ for id_ in names if id_ in few)


@kept.answer
def default_benchmark(snapshot_id: str) -> str:
    """The place that compares best with the others, then the one that shares most, on the indicators compared by default."""
    found, (_, few) = comparable_pairs(snapshot_id), indicator_choices(snapshot_id, "zh")
    found = found[found["indicator"].isin(few) & found["other_indicator"].isin(few)]
    either = pd.concat([found.set_index(side)["grade"] for side in ("place", "other_place")])
    shared, best = either.index.value_counts(), either[either != "not_comparable"].index.value_counts()
    places = kept.at_once(snapshot_id)
    return max(places, key=lambda place: (best.get(place, 0), shared.get(place, 0)), default="")


@kept.answer
def figures_found(snapshot_id: str, places: Codes, topics: Codes, ids: Codes, sought: str) -> pd.DataFrame:
    """Figures of the places and topics, only those in `ids` if any are given, whose texts contain all the words sought."""
    every = kept.figures(snapshot_id, None, places, ids or None, PRINTED).assign(row="listed")
    found = every[every["topic"].isin(topics)]
    texts = found.select_dtypes(exclude=["number", "bool"]).itertuples(index=False)
    return found[[all(word in " ".join(row).lower() for word in sought.lower().split()) for row in texts]]


def stacked(*rows: pd.DataFrame) -> pd.DataFrame:
    """Rows one below the other; text missing from some rows becomes empty."""
    whole = pd.concat(rows, ignore_index=True)
    texts = whole.select_dtypes(exclude=["number", "bool"]).columns
    return whole.assign(**{c: whole[c].fillna("") for c in texts if whole[c].hasnans})


def in_words(rows: pd.DataFrame, **forms: Callable[[dict, str], str]) -> pd.DataFrame:
    """Rows with more columns in both languages, each with the form that puts a row into words."""
    each = rows.to_dict("records")
    for x, (name, form) in product(LANGUAGES, forms.items()):
        rows = rows.assign(**{f"{name}_{x}": pd.Series([form(row, x) for row in each], rows.index, "str")})
    return rows


def latest_of(rows: pd.DataFrame, *by: str) -> pd.DataFrame:
    """The latest row per combination of some columns, in the original order; an open period counts as the latest."""
    ends = rows[list(by)].assign(end=rows["period_end"].replace("", STILL))
    newest = ends.sort_values("end", ascending=False, kind="stable").drop_duplicates(list(by)).index
    return rows.loc[newest.sort_values()]


def sorted_by(rows: pd.DataFrame, *keys: pd.Series) -> pd.DataFrame:
    """Rows sorted by some keys, the smallest first; those with equal keys stay in their order."""
    order = pd.DataFrame(dict(enumerate(keys)), rows.index)
    return rows.loc[order.sort_values([*order], kind="stable").index]


def in_order(rows: pd.DataFrame, **orders: Iterable[str]) -> pd.DataFrame:
    """Rows sorted by the given orders of some columns, as grouped results come in any order."""
    at = (rows[name].map({code: n for n, code in enumerate(order)}) for name, order in orders.items())
    return sorted_by(rows, *at).reset_index(drop=True)


def with_source_of_benchmark(snapshot_id: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Pairs with the kind of document the benchmark's figure comes from (`benchmark_source_kind`; '' if none)."""
    sources = kept.figures(snapshot_id, None, None, tuple(rows["benchmark_id"])).set_index("id")["source"]
    kinds = kept.table(snapshot_id, "sources").set_index("id")["kind"]
    return rows.assign(benchmark_source_kind=rows["benchmark_id"].map(sources).map(kinds).fillna(""))


def named(snapshot_id: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with the names, in both languages, of their places, indicators and topics."""
    tables = {"place": "places", "indicator": "indicators", "topic": "topics"}
    return kept.with_names(snapshot_id, rows, {c: name for c, name in tables.items() if c in rows})


def blanks(snapshot_id: str, places: Codes, indicators: Codes) -> pd.DataFrame:
    """Chosen places without any figure on an indicator, with the reason."""
    catalogue = kept.table(snapshot_id, "indicators").rename(columns={"id": "indicator"})
    asked = catalogue[catalogue["indicator"].isin(indicators)]
    of_matters = tuple(catalogue["indicator"][catalogue["matter"].isin(asked["matter"])])
    observed = kept.uncut(snapshot_id, of_matters, places)
    blank = coverage(observed, pd.DataFrame({"place": list(places)}), asked)
    has_row = set(zip(observed["place"], observed["indicator"], strict=True))
    is_bare = [cell not in has_row for cell in zip(blank["place"], blank["indicator"], strict=True)]
    bare = named(snapshot_id, blank[is_bare].drop(columns=["figures"])).rename(columns={"blank": "missing"})
    return bare.assign(row="no_figure", verdict="no_figure", grade="", reasons="")
