"""What holds for every route and every event, whoever wrote it.

Each app's `routes.py` beside says who is answered what, its `happenings.py` what makes its events
happen, its `subscribers.py` what comes of those. What has no line there is a failure.
"""
