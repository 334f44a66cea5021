"""The local page: what the command line does, live, on this machine alone.

It computes nothing: addresses are read as options are, and every figure is the service's.
"""
