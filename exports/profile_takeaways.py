"""Profile takeaways: what each part of a place's profile says, in a sentence or two, also where it can say nothing."""

from __future__ import annotations

import pandas as pd

from findings import own_account
from words import numbers
from words.cells import cell
from words.view import View

LINES_AT_ONCE = 12  # strengths and gaps that are told in words; all are in the table


def strengths(compared: pd.DataFrame, view: View) -> str:
    """How many comparisons stand, each sure strength and gap among them, and what keeps the others from it."""
    text, side, said = view.text, compared["side"], [view.text("city.no_comparison")]
    apart, sure = side == "not_comparable", side.isin(("strength", "gap"))
    if not apart.all():
        indicators = compared.groupby("side")["indicator"].nunique()
        told = {"strengths": indicators.get("strength", 0), "gaps": indicators.get("gap", 0)}
        neither = int((side == "neither").sum())
        said = [text("city.comparisons", n=int((~apart).sum()), neither=neither, **told)]
    said += [judged(row, view) for row in compared[sure].head(LINES_AT_ONCE).to_dict("records")]
    if apart.any():
        reasons = counted(compared["reasons"][apart].str.split("|").explode(), "reason", view)
        said.append(text("city.apart", n=int(apart.sum()), reasons=reasons))
    return "\n".join(said)


def judged(row: dict, view: View) -> str:
    """One comparison in a line: the verdict with its caution, the figure, and what it is held against."""
    verdict, why = (cell(row, column, view.language) for column in ("verdict", "reasons"))
    if why:
        verdict = view.text(f"chart.why.{row['grade']}", verdict=verdict, why=why)
    columns = ("indicator", "value", "against", "other_value")
    return view.text("city.judged", verdict=verdict, **{c: cell(row, c, view.language) for c in columns})


def peers(ranking: pd.DataFrame, view: View) -> str:
    """How many peers there are, how many figures stand in a peer set with them, and why the others do not."""
    text, others = view.text, own_account.peers(view.snapshot, ranking["place"].iloc[0])
    alone = ranking[ranking["left_out"] != ""]
    n, reasons = len(ranking) - len(alone), counted(alone["left_out"], "left_out", view)
    counts = {"all": len(ranking), "computed": int((ranking["status"] == "derived").sum())}
    said = [text("city.peers", n=others)]
    said.append(text("city.ranked", n=n, **counts) if n else text("city.not_ranked", **counts))
    return "\n".join((*said, text("city.unranked", reasons=reasons)) if reasons else said)


def cuts(rows: pd.DataFrame, view: View) -> str:
    """How many figures fell from an earlier level, how many surely for the better, and the largest of these."""
    if rows.empty:
        return view.text("city.no_cuts")
    sure = rows[rows["is_improvement"] == "yes"]
    said = view.text("city.cuts_said", n=len(rows), sure=len(sure))
    if sure.empty:
        return said
    most = {c: cell(sure.iloc[0].to_dict(), c, view.language) for c in ("indicator", "cut")}
    return f"{said}\n{view.text('city.largest_cut', **most)}"


def changes(rows: pd.DataFrame, view: View) -> str:
    """How many other figures have an earlier one, and of how many the change can be computed."""
    if rows.empty:
        return view.text("city.no_changes")
    return view.text("city.changes_said", n=len(rows), moved=int(rows["change_low"].notna().sum()))


def aims(rows: pd.DataFrame, view: View) -> str:
    """How many targets, plans and limits there are, and how many of them what is reached can be held against."""
    if rows.empty:
        return view.text("city.no_aims")
    held = rows["attained"].value_counts()
    told = {code: int(held.get(code, 0)) for code in ("yes", "no", "unknown")}
    return view.text("city.aims_said", n=len(rows), held=sum(told.values()), **told)


def scores(rows: pd.DataFrame, view: View) -> str:
    """The overall composite or why it is withheld, with its coverage, and how many figures have a score of their own."""
    text, composed = view.text, rows[rows["id"] == ""]
    single = text("city.single_scores", n=len(rows) - len(composed))
    if composed.empty:
        return f"{text('city.no_composites')}\n{single}"
    overall = composed.iloc[0].to_dict()
    told = {c: numbers.number(overall[c], view.language) for c in ("covered", "of")}
    score = cell(overall, "score", view.language) or cell(overall, "withheld", view.language)
    name = cell(overall, "composite", view.language)
    return f"{text('city.composite', composite=name, score=score, **told)}\n{single}"


def measures_alone(rows: pd.DataFrame, all_of_them: int, view: View) -> str:
    """How many measures of the place no other place's documents describe."""
    if not all_of_them:
        return view.text("city.no_measures")
    return view.text("city.alone_said", n=rows["measure"].nunique(), all=all_of_them)


def measures_lacking(rows: pd.DataFrame, all_of_them: int, view: View) -> str:
    """How many measures at least two others carry out and this place's documents do not describe as carried out."""
    if not all_of_them:
        return view.text("city.nothing_to_lack")
    n = rows["measure"].nunique()
    return view.text("city.lacking_said", n=n) if n else view.text("city.none_lacking")


def problems(rows: pd.DataFrame, view: View) -> str:
    """How many problems the documents name, on how many topics, and on which most."""
    if rows.empty:
        return view.text("city.no_problems")
    topics = rows[f"topic_{view.language}"].value_counts()
    return view.text(
        "city.problems_said", n=len(rows), topics=len(topics), most=topics.index[0], k=topics.iloc[0]
    )


def by_topic(rows: pd.DataFrame, view: View) -> str:
    """On how many topics there is a figure, and which are blank."""
    blank = rows[rows["figures"] == 0][f"topic_{view.language}"]
    names = view.text("list.separator").join(blank) or view.text("takeaway.none")
    return view.text("city.topics_said", n=len(rows) - len(blank), all=len(rows), blank=names)


def counted(codes: pd.Series, kind: str, view: View) -> str:
    """Reasons in words with how often each holds, the most frequent first."""
    found = codes[codes != ""].value_counts()
    said = [view.text("takeaway.counted", what=view.text(f"{kind}.{code}"), n=n) for code, n in found.items()]
    return view.text("list.separator").join(said)
