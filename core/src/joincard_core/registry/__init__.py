"""Providers and what they are accredited for, publishers and their keys, admitted bundles."""
