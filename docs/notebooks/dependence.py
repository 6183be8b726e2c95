"""Who needs whom, and where could the target turn."""

# %% [markdown]
# # Dependence: who needs whom, and where could the target turn?
#
# The share of China in the trade of the DPRK depends on who counts and on what is
# counted: crude oil has been outside the customs record since 2014, and trade between
# the two Koreas is domestic to both. So every share stands beside its compiler.

# %%
import altair as alt
import pandas as pd

import yalu
from yalu.dependence import Flow

profile = yalu.profile(yalu.load_data("partner_totals"), yalu.load_data("estimates"))
shares = pd.DataFrame(
    [
        {"year": s.year, "compiler": s.compiler, "base": s.base,
         "low": float(s.low), "high": float(s.high)}
        for s in profile.shares
        if s.flow is Flow.TOTAL and s.low is not None and s.high is not None
    ]
)  # fmt: skip
shares.tail(6)

# %% [markdown]
# ## All compilers together

# %%
years = list(range(shares["year"].min(), shares["year"].max() + 1))
marks = alt.Chart(shares).encode(
    x=alt.X("year:O", title=None, scale=alt.Scale(domain=years)),
    color=alt.Color("compiler:N", title=None),
)
scale = alt.Scale(domain=[0, 1])
share = alt.Y(
    "high:Q", title="share of recorded trade", axis=alt.Axis(format="%"), scale=scale
)
alt.layer(
    marks.mark_rule(strokeWidth=5, opacity=0.5).encode(y="low:Q", y2="high:Q"),
    marks.mark_point(filled=True, size=45).encode(y=share),
).properties(width="container", height=220)

# %% [markdown]
# ## The span of every way to count
#
# `complete` says whether every way to count is covered. Where it is not, the true
# span may be wider.

# %%
bounds = pd.DataFrame(
    [
        {"year": b.year, "low": f"{float(b.low):.1%}", "high": f"{float(b.high):.1%}",
         "complete": b.complete}
        for b in profile.bounds
        if b.flow is Flow.TOTAL and b.low is not None and b.high is not None
    ]
)  # fmt: skip
bounds.tail(8)

# %% [markdown]
# Go on: `profile.alternatives` (could Russia replace China?), `profile.criticality`
# (which goods come from nowhere else), or the
# [definitions](../../methods/dependence.md).
