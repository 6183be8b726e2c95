"""What is allowed, on what day, and why."""


# %% [markdown]
# # The law: what is allowed, on what day, and why?
#
# The law of a regime is dated data. A *ruling* asks it about one shipment on one day
# and says under which paragraph, with the steps that led there and what is in doubt.

# %%
from datetime import date

import pandas as pd

import yalu

law = yalu.load_regime("dprk")
print(law.name)
print(len(law.instruments), "texts,", len(law.measures), "measures")

# %% [markdown]
# ## The same cargo through the years
#
# Coal from the DPRK to China. The two columns are two bodies of law; the stricter one
# stands.

# %%
days = [date(year, month, 1) for year in (2016, 2017, 2018) for month in (1, 4, 10)]
rows = []
for day in days:
    ruling = yalu.rule(law, goods="270112", exporter="PRK", importer="CHN", on=day)
    rows.append(
        {
            "day": day,
            "UN": ruling.body("UN").status,
            "China": ruling.body("CHN").status,
            "basis": ", ".join(step.instrument for step in ruling.body("UN").basis),
        }
    )
pd.DataFrame(rows)

# %% [markdown]
# ## Facts are asked for, never assumed
#
# From November 2016 the UN let coal through up to a cap, if it was for livelihood and
# of nobody tied to the banned programmes. A customs code does not show that. Whoever
# holds the evidence says so with a *claim*.

# %%
for claims in ([], ["livelihood", "no_tainted_party"]):
    ruling = yalu.rule(
        law,
        goods="270112",
        exporter="PRK",
        importer="CHN",
        on=date(2017, 3, 1),
        claims=claims,
    )
    print(claims or "nothing claimed", "->", ruling.body("UN").status)

# %% [markdown]
# ## What one day changed
#
# `on` asks what was valid, `as_of` what was known. Between 21 and 22 December 2017:

# %%
before, after = (
    {measure.id for measure in law.in_force(on=day)}
    for day in (date(2017, 12, 21), date(2017, 12, 22))
)
new = [law.measures[name] for name in sorted(after - before)]
pd.DataFrame(
    {
        "measure": [measure.id for measure in new],
        "paragraph": [str(law.citation(measure)) for measure in new],
        "goods": [" ".join(measure.goods.words.split())[:60] for measure in new],
    }
)

# %% [markdown]
# Go on: another good, another day, another regime (`yalu.library.available()`), or a
# [regime of your own](../../howto/encode-a-regime.md).
