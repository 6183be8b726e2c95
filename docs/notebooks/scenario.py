"""What would follow if."""


# %% [markdown]
# # Scenarios: what would follow if?
#
# A scenario sets levers; all else goes as in the baseline, the run in which nobody
# changes anything by design. What ships was run once and is told here as it was
# stored.

# %%
import altair as alt
import pandas as pd

from yalu.cli.answers.strategy_fitted import reserved
from yalu.report.supposing import supposing_of
from yalu.report.supposing_rows import chance_rows
from yalu.report.supposing_trial import validated

found = supposing_of()
assert found.baseline is not None
print("current" if not found.stale else f"stale: {'; '.join(found.stale)}")
for words in reserved():
    print("The game in every run is not to be built upon, because", words)
for one in found.scenarios:
    print(f"{one.scenario.id}: {one.scenario.title}")

# %% [markdown]
# ## On what was it validated?

# %%
print(validated(found.trial))

# %% [markdown]
# ## No oil at all, beside the baseline
#
# Chances with their change, draw by draw against the same draw of the baseline; low and
# high are the ends of the middle 90 % between fitted games.

# %%
embargo = next(one for one in found.scenarios if one.scenario.id == "oil-embargo")
told = pd.DataFrame(
    [
        {
            "what": one.words,
            "baseline": one.baseline,
            "with": one.chance,
            "change": one.change,
            "low": one.change_games_low,
            "high": one.change_games_high,
        }
        for one in chance_rows(embargo.outcome)
        if one.change is not None
    ]
)
told.round(3).head(12)

# %% [markdown]
# ## Oil by the month
#
# The middle of the draws and the middle 90 %, thousand tonnes a month.

# %%
months = pd.to_datetime(list(embargo.outcome.manifest.months))
frames = []
for name, run in (("baseline", found.baseline), ("no oil at all", embargo)):
    fan = run.outcome.fans["oil"]
    values = dict(zip(fan.levels, fan.values, strict=True))
    low, middle, high = (values[level] for level in (0.05, 0.5, 0.95))
    frames.append(
        pd.DataFrame(
            {"month": months, "low": low, "oil": middle, "high": high, "run": name}
        )
    )
course = pd.concat(frames)[::3]
base = alt.Chart(course).encode(
    x=alt.X("month:T", title=None, axis=alt.Axis(format="%Y", tickCount="year")),
    color=alt.Color("run:N", title=None, scale=alt.Scale(range=["#1c2430", "#7b5aa6"])),
)
alt.layer(
    base.mark_area(opacity=0.25).encode(y="low:Q", y2="high:Q"),
    base.mark_line().encode(y=alt.Y("oil:Q", title="thousand tonnes a month")),
).properties(width="container", height=200)

# %% [markdown]
# A scenario is no forecast: it says what would follow, by this model, if the levers
# were set. Go on: [ask what if](../../howto/ask-what-if.md), or [write one of your
# own](../../howto/write-a-scenario.md).
