"""Where we are in the cycle, and what may come."""


# %% [markdown]
# # The cycle: where are we, and what may come?
#
# Provocation, condemnation, tighter sanctions, quiet, provocation: the log of events
# has dates, sources and doubts since 1983. A fitted model says what may come, and its
# track record says how far to trust it.

# %%
import altair as alt
import numpy as np
import pandas as pd

import yalu
from yalu.report.cycling import cycle_of
from yalu.report.sections.cycle_forecast import chance_rows

log = yalu.read_events()
cycle = cycle_of(log, target="PRK", as_of=None, rng=np.random.default_rng(1718))
assert cycle is not None
assert cycle.anatomy is not None
print(len(log), "events")
print(cycle.anatomy.standing)

# %% [markdown]
# ## The rounds so far
#
# A round begins with a nuclear test or a long-range launch. The answer is that of the
# Council; where there was none the cell says so.

# %%
rounds = pd.DataFrame(
    [
        {
            "opened by": one.opening.id,
            "answer": one.answer.id if one.answer else "none",
            "days to it": (one.answer.when.start - one.opening.when.start).days
            if one.answer
            else "",
            "next provocation": one.resumption.id if one.resumption else "not yet",
        }
        for one in cycle.anatomy.rounds
    ]
)
rounds.tail(8)

# %% [markdown]
# ## What may come
#
# The chance of at least one, with the middle 90 % of the draws, beside the plain rate
# of all history.

# %%
chances = pd.DataFrame(
    [
        {
            "events": one.label,
            "days": one.horizon,
            "chance": one.probability,
            "low": one.low,
            "high": one.high,
            "plain rate": one.usual,
        }
        for one in chance_rows(cycle)
    ]
)
chances.round(3)

# %%
year = chances[chances["days"] == 365]
scale = alt.X("chance:Q", title="chance within 365 days", axis=alt.Axis(format="%"))
marks = alt.Chart(year).encode(y=alt.Y("events:N", title=None))
alt.layer(
    marks.mark_rule(strokeWidth=8, color="#cfc3e2").encode(x="low:Q", x2="high:Q"),
    marks.mark_point(filled=True, size=70, color="#7b5aa6").encode(x=scale),
    marks.mark_tick(color="#1c2430", thickness=2).encode(x="plain rate:Q"),
).properties(width="container", height=110)

# %% [markdown]
# ## How such forecasts fared
#
# Read this before the chances: where the model is no better than the plain rate, take
# the plain rate.

# %%
for one in chance_rows(cycle):
    if one.horizon == 365:
        print(f"{one.label}: {one.caution or 'better than the rate of all history'}")

# %% [markdown]
# Go on: [follow the cycle](../../howto/follow-the-cycle.md) from an earlier day or
# with a log of your own; [the backtest](../../methods/backtest.md) has every score.
