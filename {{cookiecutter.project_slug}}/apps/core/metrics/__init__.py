"""What Prometheus is told: one module of counters a subject, and the page that shows them all.

Labels take few values: no id, no address, no text of a caller's.
"""
