"""Run the command line: python -m salween."""

from .cli import main

main()
