"""A small app that exists in the tests alone: every kind of column and relation, in use."""
