"""The outside world as the product sees it: one Protocol for each need.

A docstring here is the contract that every implementation keeps and that the
shared test suites check. All I/O is asynchronous. Errors are those of
:mod:`bot.errors`; no vendor's error, row or object crosses a port.
"""
