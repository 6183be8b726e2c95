"""A scenario file with every table and nearly every key, for tests of its reader."""

__all__ = ["HEAD", "RICH"]

HEAD = 'title = "A title"\nquestion = "A question?"\n'

RICH = """
id = "rich"
title = "Everything at once"
question = "What if all levers are moved?"
note = "Nothing of it is likely."
start = 2027-01-01
months = 48
sources = ["stated judgement", "S/RES/2397 (2017)"]

[[law]]
change = "repeal"
measures = ["UN-2371-9", "UN-2375-16"]
instruments = ["unsc-2356"]
from = 2027-04-01
until = 2028-01-01

[[law]]
change = "set_cap"
measures = ["UN-2397-4"]
quantity = 262500.5
unit = "t"
from = 3

[[law]]
change = "set_date"
measures = ["UN-2397-8"]
until = 12

[[law]]
change = "add"
instruments = ["unsc-draft-2022-431"]

[[law]]
change = "add"
name = "less-food"
words = "rice"
codes = ["1006", "10"]
direction = "to_target"
quantity = 10000
unit = "t"
body = "UN"
until = 2029-01-01

[[enforcement]]
state = "CHN"
lines = ["coal", "crude"]
share = [0.25, 0.75]
until = 24

[[enforcement]]
state = "CHN"
lines = ["coal"]
share = 1
from = 24

[[enforcement]]
state = "RUS"
share = 0.5

[[support]]
level = "strong"
from = 2027-04-01

[[posture]]
level = "eased"
until = 12

[[posture]]
level = "raised"
from = 12

[[votes]]
vote = "refuse"

[[moves]]
move = "test"
on = 2027-02-16

[[moves]]
move = "overture"
on = 6

[[closures]]
from = 2028-01-01
until = 2029-01-01
depth = 0.95

[[closures]]
from = 2029-06-01

[capacity]
products = 120.5
coal = 0

[parameters]
patron_commerce = 0.9

[uncertain]
recovery = [0.05, 0.15]
toll_model = [1, 1]
"""
