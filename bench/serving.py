"""A whole verification over HTTP, against a Flask route that returns a constant, under the same gunicorn.

Both are asked by the same client process over one kept-alive connection; what counts is requests per CPU second of the
serving process, read from the operating system, so that the client's own cost is left out.
"""
