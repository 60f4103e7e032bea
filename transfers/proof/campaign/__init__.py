"""Random lives against a plain model: whatever happens to people, nothing of their records is lost.

`model` says in plain dictionaries what must be there; `lives` does things to people, through the doors that the campus
really has; `looking` compares the two after each step; `kills` and `races` do the same to processes and to two
connections at once.
"""
