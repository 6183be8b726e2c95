"""Is the law kept, and what cannot be known."""


# %% [markdown]
# # Enforcement: is the law kept, and what cannot be known?
#
# Recorded trade is held against the law. A verdict is one of *enforced, mostly,
# partly, not enforced* and *unverifiable*. Silence is never taken for compliance.

# %%
import altair as alt
import pandas as pd

import yalu
from yalu.compliance import Verdict

law = yalu.load_regime("dprk")
found = yalu.assess(law, yalu.load_data("trade"))
print(found.statements, "rows of the record are about the target")

# %% [markdown]
# ## How much can be decided at all
#
# Verdicts on the measures of the UN, for the states with most of the trade.

# %%
scores = [s for s in found.scorecard if s.body == "UN" and s.state in {"CHN", "RUS"}]
counts = (
    pd.DataFrame({"state": [s.state for s in scores],
                  "verdict": [s.verdict.value for s in scores]})
    .value_counts()
    .rename("measures")
    .reset_index()
)  # fmt: skip
counts

# %% [markdown]
# Most are unverifiable: nobody published the figures. Those that are decided, each
# with the days it rests on:

# %%
decided = [s for s in scores if s.verdict is not Verdict.UNVERIFIABLE]
for score in decided:
    print(f"{score.state}, {score.goods[:40]} ({score.instrument}, "
          f"para. {score.paragraph}): "
          f"{score.verdict.value}, on {score.months} of "
          f"{score.months + score.silent} months")  # fmt: skip

# %% [markdown]
# ## Year by year
#
# Bans on what China buys, where at least one year is decided. What cannot be verified
# is hatched, never blank.

# %%
steps = pd.DataFrame(
    [
        {
            "measure": f"{score.goods[:24]} ({score.instrument[6:10]})",
            "year": str(step.period.start.year),
            "verdict": step.verdict.value.replace("_", " "),
        }
        for score in decided
        if score.state == "CHN"
        for step in score.path
    ]
)
colours = {
    "enforced": "#123c69",
    "mostly": "#3f74a5",
    "partly": "#e3b23c",
    "not enforced": "#7a1f3d",
    "unverifiable": "#dfe3e8",
}
cells = alt.Chart(steps).encode(
    x=alt.X("year:O", title=None), y=alt.Y("measure:N", title=None)
)
colour = alt.Scale(domain=list(colours), range=list(colours.values()))
alt.layer(
    cells.mark_rect(stroke="#fff").encode(
        color=alt.Color("verdict:N", scale=colour, title=None)
    ),
    cells.mark_text(text="////", color="#8a93a0").transform_filter(
        "datum.verdict == 'unverifiable'"
    ),
).properties(width="container", height=150)

# %% [markdown]
# ## A verdict and its reason

# %%
print(decided[0])

# %% [markdown]
# Go on: `found.breaches` (what moved under bans), `found.ledgers` (use of each cap),
# or [a file of your own](../../howto/screen-a-file.md). How verdicts are reached
# stands under [the scorecard](../../methods/scorecard.md).
