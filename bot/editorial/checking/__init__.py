"""Checks of what a model wrote against its source. Pure.

``Source.of`` prepares a paper's texts once; ``check`` finds what is wrong with a text about it;
``planted`` finds instructions to a model in a paper's text. What they cannot find is told in
docs/checking.md.
"""
