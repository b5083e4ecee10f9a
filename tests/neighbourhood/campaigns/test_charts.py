"""Bars: as long as what they say."""

from neighbourhood.campaigns.drawing.charts import HEAD, LINE, LONGEST, chart


def test_the_largest_bar_is_the_longest_and_the_others_follow():
    drawn = chart([("mars", 1000, "10 €"), ("avril", 500, "5 €")])
    assert [bar.length for bar in drawn.bars] == [LONGEST, LONGEST / 2]
    assert [bar.top for bar in drawn.bars] == [HEAD, HEAD + LINE]
    assert drawn.height == HEAD + 2 * LINE


def test_nothing_makes_no_bar_but_keeps_its_line_among_others():
    assert chart([("mars", 0, "rien")]).bars == ()
    assert chart([]).bars == ()
    drawn = chart([("mars", 1000, "10 €"), ("avril", 0, "rien à montrer")])
    assert [(bar.length, bar.said) for bar in drawn.bars] == [
        (LONGEST, "10 €"),
        (0, "rien à montrer"),
    ]
    assert drawn.total == 1000
