"""`python -m app`, the same as the command `immunoqa`."""

from app.cli import main

main()
