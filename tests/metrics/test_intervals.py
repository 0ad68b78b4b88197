"""What other modules may rely on; the arithmetic itself is checked in test_intervals_by_points.py."""

import narwhals as nw

from metrics.intervals import is_below, is_equal, is_never_below


@nw.narwhalify
def questions(paired):
    a, b = "", "benchmark_"
    return paired.select(
        *("id", "benchmark_id"), below=is_below(a, b), equal=is_equal(a, b), never_below=is_never_below(a, b)
    )


def test_the_answer_about_an_unknown_figure_is_no_and_not_unknown(opposite, computed):
    sides = [({"figure": ""}, {}), ({}, {"figure": ""}), ({"figure": ""}, {"figure": ""})]
    answers = computed(questions, opposite(sides))[["below", "equal", "never_below"]]
    assert set(answers.dtypes.astype(str)) == {"bool"}
    assert not answers.to_numpy().any()


def test_two_equal_numbers_are_never_below_each_other(opposite, computed):
    answers = computed(questions, opposite([({"figure": "[5, 5]"}, {"figure": "[5, 5]"})]))
    assert answers[["below", "equal", "never_below"]].to_numpy().tolist() == [[False, True, True]]
