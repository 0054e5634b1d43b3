"""What holds for every route, whoever wrote it.

Each app's `routes.py` beside says who is answered what; a route without a line there is a failure.
"""
