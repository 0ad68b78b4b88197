"""Answers: what the pages show, computed from a snapshot by the metrics and cached for all readers."""

from collections.abc import Iterable

import pandas as pd

from findings import judging, kept
from findings.kept import Codes
from loaders.reading import PRINTED
from metrics.checks import checked
from metrics.comparability import GRADES
from metrics.coverage import comparable_counts, coverage
from words import LANGUAGES, wording
from words.cells import figure_in_words

NAMES = ("place", "indicator", "topic")
COUNTED = (
    "id",
    "place",
    "indicator",
    "benchmark_id",
    "benchmark_place",
    "benchmark_indicator",
    "grade",
    "reasons",
)
STILL = "9999"  # later than any day: stands for the end of an open period
AT_FIRST = 6  # indicators in a default comparison


def checks_of_places(snapshot_id: str, places: Codes, outcomes: Codes) -> pd.DataFrame:
    """The places' claims against what follows from their own figures, those that fail first."""
    return kept.looked_up(every_check(snapshot_id), place=places, outcome=outcomes)


@kept.answer
def every_check(snapshot_id: str) -> pd.DataFrame:
    """As `checks_of_places`, of all places and with every outcome."""
    parts, claims = kept.table(snapshot_id, "check_parts"), kept.table(snapshot_id, "checks")
    every = kept.figures(snapshot_id, None, None, tuple({*parts["figure"], *claims["claim"]}), PRINTED)
    found = checked(claims.drop(columns="position"), parts, every)
    names = {f"name_{language}": f"claim_{language}" for language in ("zh", "en")}
    found = found.merge(_followed(parts, every), left_on="id", right_on="check_id")
    rows = found.rename(columns=names).merge(every.rename(columns={"id": "claim"}), on="claim")
    order = rows["outcome"].map(["fails", "cannot_tell", "holds"].index)
    return rows.assign(id=rows["claim"], row="listed").loc[order.sort_values(kind="stable").index]


def _followed(parts: pd.DataFrame, every: pd.DataFrame) -> pd.DataFrame:
    """One row per `check_id` with the ids of the figures it should follow from, and their names and values in words."""
    rows = every.set_index("id").loc[parts["figure"]].to_dict("records")
    texts = {f"follows_from_{x}": [figure_in_words(row, x) for row in rows] for x in LANGUAGES}
    joined = {
        "follows_from": ", ".join,
        **{f"follows_from_{x}": wording(x)("list.clauses").join for x in LANGUAGES},
    }
    return parts.assign(follows_from=parts["figure"], **texts).groupby("check_id").agg(joined).reset_index()


@kept.answer
def measures_by_place(
    snapshot_id: str, topics: Codes | None = None, places: Codes | None = None
) -> pd.DataFrame:
    """Measures on the topics, with each of the places that carries them out (None: all); `places`: how many of all do."""
    entries = kept.table(snapshot_id, "measures").rename(columns={"id": "measure"})
    entries = entries.rename(columns={f"name_{x}": f"measure_{x}" for x in ("zh", "en")})
    done = kept.table(snapshot_id, "measures_done").rename(columns={"status": "measure_status"})
    done = done.assign(places=done.groupby("measure")["place"].transform("nunique"))
    done = kept.looked_up(done, place=places)
    sources = kept.table(snapshot_id, "sources").set_index("id")
    for language in ("zh", "en"):
        done = done.assign(**{f"source_{language}": done["source"].map(sources[f"title_{language}"])})
    rows = kept.looked_up(entries, topic=topics).merge(done, on="measure")
    return named(
        snapshot_id, rows.assign(row="listed").sort_values(["places", "position"], ascending=[False, True])
    )


@kept.answer
def comparable_pairs(snapshot_id: str, rule: str = "") -> pd.DataFrame:
    """Every two of the default places, on every indicator (or two declared ones) that both report: best grade, with reasons."""
    found = judging.pairs_between(snapshot_id, kept.at_once(snapshot_id), rule, cuts=False)
    places, indicators = (kept.labels(snapshot_id, name, "zh") for name in ("places", "indicators"))
    orders = {"indicator": indicators, "place": places, "other_place": places, "other_indicator": indicators}
    counted = in_order(comparable_counts(found[list(COUNTED)]), **orders)
    others = named(
        snapshot_id, counted[["other_place", "other_indicator"]].set_axis(["place", "indicator"], axis=1)
    )
    both = named(snapshot_id, counted).join(others.drop(columns=["place", "indicator"]).add_prefix("other_"))
    benchmark = {"benchmark_place": both["other_place"], "benchmark_indicator": both["other_indicator"]}
    best_first = both["grade"].map(GRADES.index).sort_values(kind="stable").index
    return both.assign(row="listed", **benchmark).loc[best_first]


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
    best = found.assign(rank=found["grade"].map(GRADES.index) * 2 + is_other).sort_values(
        "rank", kind="stable"
    )
    shared = dict.fromkeys(best[["indicator", "other_indicator"]].to_numpy().ravel())
    has_figures = set(kept.computing(snapshot_id).in_use("indicator"))
    names = kept.labels(snapshot_id, "indicators", language)
    few = list(shared)[:AT_FIRST]
    return (
        {id_: name for id_, name in names.items() if id_ in has_figures},
        tuple(id_ for id_ in names if id_ in few),
    )


@kept.answer
def default_benchmark(snapshot_id: str) -> str:
    """The place that compares best with the others, then the one that shares most, on the indicators compared by default."""
    found, (_, few) = comparable_pairs(snapshot_id), indicator_choices(snapshot_id, "zh")
    found = found[found["indicator"].isin(few) & found["other_indicator"].isin(few)]
    either = pd.concat([found.set_index(side)["grade"] for side in ("place", "other_place")])
    shared, best = either.index.value_counts(), either[either != "not_comparable"].index.value_counts()
    places = kept.at_once(snapshot_id)
    return max(places, key=lambda place: (best.get(place, 0), shared.get(place, 0)))


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


def latest_of(rows: pd.DataFrame, *by: str) -> pd.DataFrame:
    """The latest row per combination of some columns, in the original order; an open period counts as the latest."""
    ends = rows[list(by)].assign(end=rows["period_end"].replace("", STILL))
    newest = ends.sort_values("end", ascending=False, kind="stable").drop_duplicates(list(by)).index
    return rows.loc[newest.sort_values()]


def in_order(rows: pd.DataFrame, **orders: Iterable[str]) -> pd.DataFrame:
    """Rows sorted by the given orders of some columns, as grouped results come in any order."""
    places = {name: {code: n for n, code in enumerate(order)} for name, order in orders.items()}
    at = pd.DataFrame({name: rows[name].map(of) for name, of in places.items()})
    return rows.loc[at.sort_values([*places], kind="stable").index].reset_index(drop=True)


def with_source_of_benchmark(snapshot_id: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Pairs with the kind of document the benchmark's figure comes from (`benchmark_source_kind`; '' if none)."""
    sources = kept.figures(snapshot_id, None, None, tuple(rows["benchmark_id"])).set_index("id")["source"]
    kinds = kept.table(snapshot_id, "sources").set_index("id")["kind"]
    return rows.assign(benchmark_source_kind=rows["benchmark_id"].map(sources).map(kinds).fillna(""))


def named(snapshot_id: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with the names, in both languages, of their places, indicators and topics."""
    return kept.with_names(snapshot_id, rows, {column: f"{column}s" for column in NAMES if column in rows})


def blanks(snapshot_id: str, places: Codes, indicators: Codes) -> pd.DataFrame:
    """Chosen places without any figure on an indicator, with the reason."""
    catalogue = kept.table(snapshot_id, "indicators").rename(columns={"id": "indicator"})
    asked = catalogue[catalogue["indicator"].isin(indicators)]
    of_matters = tuple(catalogue["indicator"][catalogue["matter"].isin(asked["matter"])])
    observed = kept.figures(snapshot_id, of_matters, places)
    observed = observed[observed["cut_kind"] == ""]
    blank = coverage(observed, pd.DataFrame({"place": list(places)}), asked)
    has_row = set(zip(observed["place"], observed["indicator"], strict=True))
    is_bare = [cell not in has_row for cell in zip(blank["place"], blank["indicator"], strict=True)]
    bare = named(snapshot_id, blank[is_bare].drop(columns=["figures"])).rename(columns={"blank": "missing"})
    return bare.assign(row="no_figure", verdict="no_figure", grade="", reasons="")
