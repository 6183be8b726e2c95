"""What a package of measures would cost the target."""


# %% [markdown]
# # Cost: what would a package of measures cost the target?
#
# Three kinds of model answer, from a plain count of the trade that stops to one in
# which everybody turns to whoever still sells and buys. What nobody knows is drawn
# from its range, so that an answer is an interval. Here the plain count and 40 draws;
# the report takes all models and 100.

# %%
import altair as alt
import numpy as np
import pandas as pd

import yalu
from yalu.report.pressing import pressure_of
from yalu.report.pressure_scope import Scope

found = pressure_of(
    yalu.load_regime("dprk"),
    rng=np.random.default_rng(1718),
    draws=40,
    scope=Scope(packages=("2270", "to-2397"), model="mechanical", patrons=("", "RUS")),
)
prices = pd.DataFrame(
    [
        {"package": p.label, "stepping in": p.patron or "nobody",
         "lost, low": p.low, "lost, middle": p.median, "lost, high": p.high}
        for p in found.prices
    ]
)  # fmt: skip
prices.round(4)

# %% [markdown]
# The first is resolution 2270 alone, the second all resolutions together; both are
# fully enforced. If Russia steps in, part of the loss is undone.

# %%
alt.Chart(prices).mark_bar(height=10, color="#7b5aa6", opacity=0.5).encode(
    x=alt.X("lost, low:Q", title="share of a year's income lost, middle 90 %",
            axis=alt.Axis(format="%")),
    x2="lost, high:Q",
    y=alt.Y("package:N", title=None),
    yOffset="stepping in:N",
    color=alt.Color("stepping in:N", title="stepping in"),
).properties(width="container", height=110)  # fmt: skip

# %% [markdown]
# ## Against what?
#
# Recorded falls of income, the deepest single year first: whether a cost is
# *crippling* is a comparison, and these are what it is compared with.

# %%
for fall in found.yardsticks:
    print(f"{fall.label} ({fall.first} to {fall.last}): {fall.low:.1%} to "
          f"{fall.high:.1%} [{fall.evidence.value}]")  # fmt: skip

# %% [markdown]
# ## What the models leave out

# %%
for words in found.left_out:
    print("-", words)

# %% [markdown]
# Go on: other packages and levels of enforcement
# ([how](../../howto/price-a-package.md)), and [what the models
# are](../../methods/impact.md).
